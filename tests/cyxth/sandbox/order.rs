//! In which order the sandbox of the process gets records.

use crate::support::Env;

/// Numbers from 0 to 99 in no order.
fn shuffled() -> impl Iterator<Item = u32> {
    (0..100).map(|n| n * 37 % 100)
}

/// The ids in the bodies of a run with `-vv`, in the order in which they went out.
fn sent(told: &str) -> Vec<String> {
    let bodies = told
        .lines()
        .filter(|line| line.contains("[{\"id\"") || line.contains("[\"u"));
    let ids = bodies.flat_map(|body| body.split('"').filter(|text| text.starts_with("u0")));
    ids.map(str::to_owned).collect()
}

#[test]
fn several_requests_go_out_by_ids_and_a_single_one_as_it_is() {
    let env = Env::sandbox();
    let records: String = shuffled()
        .map(|n| format!("{{\"id\":\"u{n:03}\",\"name\":\"N\"}}\n"))
        .collect();
    env.file("users.jsonl", records);
    let ids: String = shuffled().map(|n| format!("u{n:03}\n")).collect();
    env.file("ids.txt", ids);
    let as_given: Vec<String> = shuffled().map(|n| format!("u{n:03}")).collect();
    for size in [10, 100] {
        let options = format!("--batch-size {size} --concurrency 1 -vv");
        let created = env.run(&format!("users create users.jsonl {options}"));
        assert_eq!(created.ok(), "created 100 users\n");
        let deleted = env.run(&format!("users delete --yes --from ids.txt {options}"));
        assert_eq!(deleted.ok(), "deleted 100 users\n");
        for told in [created.err, deleted.err] {
            let sent = sent(&told);
            if size == 100 {
                assert_eq!(sent, as_given);
                continue;
            }
            assert_eq!(sent.len(), 100);
            // What is in order at the beginning goes out before the rest is sorted.
            let breaks = sent.windows(2).filter(|pair| pair[0] > pair[1]).count();
            assert!(breaks <= 1, "{sent:?}");
        }
    }
}

#[test]
fn a_mistake_has_the_line_of_the_input_whatever_the_order() {
    let env = Env::sandbox();
    env.run("users create --id u001 --name there").ok();
    let records: String = ["u900", "u500", "u001", "u300"]
        .map(|id| format!("{{\"id\":\"{id}\",\"name\":\"N\"}}\n"))
        .concat();
    env.file("users.jsonl", records);
    let created = env.run(
        "users create users.jsonl --batch-size 1 --concurrency 1 --keep-going --rejects no.jsonl",
    );
    assert!(created.err.contains("users.jsonl:3"), "{}", created.err);
    let rejects = std::fs::read_to_string(env.path("no.jsonl")).unwrap();
    assert!(rejects.contains("\"line\":3"), "{rejects}");
    assert_eq!(env.run("users count").ok(), "4\n");
}
