//! The hot paths by themselves: reading input, making batches, rendering records.

use std::error::Error;
use std::sync::Arc;

use cyxth::hot_paths::{
    BatchSource, Collection, Input, InputFormat, InputKind, InputRecords, InputSource, Inspection,
    Task, cell,
};
use cyxth::hot_paths::{
    Evaluation, EvaluationError, Filter, FilterError, OutputStyle, SortField, SortKey, TextMatch,
    compile,
};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

const RECORDS: usize = 10_000;

fn json_lines() -> Vec<u8> {
    (0..RECORDS).map(record).collect::<String>().into_bytes()
}

fn record(n: usize) -> String {
    format!(
        "{{\"id\":\"u{n:08}\",\"name\":\"User number {n}\",\"mode\":600,\"metadata\":{{\"avatar\":\"https://a.example/{n}\"}}}}\n"
    )
}

fn array() -> Vec<u8> {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    let records: Vec<&str> = lines.lines().collect();
    format!("[{}]", records.join(",")).into_bytes()
}

fn csv() -> Vec<u8> {
    let rows: String = (0..RECORDS)
        .map(|n| format!("u{n:08},User number {n},600,https://a.example/{n}\n"))
        .collect();
    format!("id,name,mode,metadata.avatar\n{rows}").into_bytes()
}

fn input(bytes: Vec<u8>, format: InputFormat) -> Input {
    let given = InputSource::Memory {
        name: "bench".to_owned(),
        bytes,
    };
    Input::open(vec![given], format, InputKind::Users).expect("memory can be opened")
}

#[divan::bench(args = ["lines", "array", "csv"])]
fn read(bencher: Bencher<'_, '_>, shape: &str) {
    let (bytes, format) = match shape {
        "lines" => (json_lines(), InputFormat::Auto),
        "array" => (array(), InputFormat::Auto),
        _ => (csv(), InputFormat::Csv),
    };
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(|| input(bytes.clone(), format))
        .bench_values(|input| {
            let mut items = input.items();
            let mut count = 0;
            while items.next().expect("good input").is_some() {
                count += 1;
            }
            assert_eq!(count, RECORDS);
        });
}

#[divan::bench]
fn batch(bencher: Bencher<'_, '_>) {
    let bytes = json_lines();
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(|| {
            let input = input(bytes.clone(), InputFormat::Auto);
            let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), Box<dyn Error>>(()));
            (inspected.expect("good input"), input)
        })
        .bench_values(|(inspected, input)| {
            let task = Task::Create(Collection::Users);
            let records = InputRecords::new(&input, inspected, task, None, false, false);
            let mut source = BatchSource::new(records, 1000, Arc::default());
            let mut count = 0;
            while let Some(batch) = source.next_batch().expect("good input") {
                count += batch.len();
            }
            assert_eq!(count, RECORDS);
        });
}

#[divan::bench(args = ["id", "mode", "metadata", "metadata.avatar"])]
fn cells(bencher: Bencher<'_, '_>, column: &str) {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    bencher.counter(ItemsCount::new(RECORDS)).bench(|| {
        lines
            .lines()
            .map(|record| cell(record, column).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = [".[] | .id", ".[] | select(.mode == 600) | {id, name}", "length"])]
fn expressions(bencher: Bencher<'_, '_>, expression: &str) {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    let program = Arc::new(compile(expression).expect("a good expression"));
    bencher.counter(ItemsCount::new(RECORDS)).bench(|| {
        let mut evaluation = Evaluation::start(&program, OutputStyle::default()).expect("a thread");
        let mut written = 0;
        let mut write = |bytes: &[u8]| {
            written += bytes.len();
            Ok::<(), EvaluationError>(())
        };
        evaluation
            .push(lines.lines(), &mut write)
            .expect("good records");
        evaluation.finish(&mut write).expect("good records");
        assert!(written > 0);
    });
}

fn filter(text: &str) -> Result<Filter, FilterError> {
    Filter::parse(text, &|name| Ok(name.to_owned()))
}

#[divan::bench(args = ["mode=600", "metadata.avatar!=x", "id~^u0", "mode<700"])]
fn filters(bencher: Bencher<'_, '_>, text: &str) {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(|| filter(text).expect("a good filter"))
        .bench_values(|mut filter| {
            let met = lines
                .lines()
                .filter(|record| filter.is_met_by(record))
                .count();
            assert!(met == RECORDS && filter.was_seen(), "{}", filter.field());
        });
}

#[divan::bench]
fn text_matches(bencher: Bencher<'_, '_>) {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    let wanted = TextMatch::new("NUMBER 1").expect("a short text");
    bencher.counter(ItemsCount::new(RECORDS)).bench(|| {
        lines
            .lines()
            .filter(|record| wanted.is_met_by(record))
            .count()
    });
}

#[divan::bench(args = ["id", "-mode", "metadata.avatar"])]
fn sort_keys(bencher: Bencher<'_, '_>, field: &str) {
    let lines = String::from_utf8(json_lines()).unwrap_or_default();
    let by = SortField::parse(field);
    bencher.counter(ItemsCount::new(RECORDS)).bench(|| {
        let keys: Vec<SortKey> = lines.lines().map(|record| by.key_of(record)).collect();
        assert_eq!(by.is_descending, field.starts_with('-'));
        keys
    });
}
