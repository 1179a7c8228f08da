//! Compares our answers with those of jq 1.8, which `tests/jq/record` has recorded.

use std::sync::Arc;

use serde::Deserialize;

use super::evaluation::Evaluation;
use super::program::compile;
use super::stream::Source;
use super::worker::{EvaluationError, OutputStyle};

const RECORDED: &str = include_str!("../../../tests/jq/expressions.jsonl");

#[derive(Deserialize)]
struct Entry {
    expression: String,
    input: String,
    #[serde(rename = "jq 1.8")]
    jq: Answer,
    ours: Option<Ours>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Answer {
    outputs: Vec<String>,
    error: Option<String>,
}

/// Our answer, if it is not that of jq.
#[derive(Deserialize)]
struct Ours {
    refused: Option<String>,
    #[serde(default)]
    outputs: Vec<String>,
    error: Option<String>,
    why: String,
}

enum Result {
    Refused(String),
    Answered(Answer),
}

fn evaluate(expression: &str, input: &str) -> Result {
    let program = match compile(expression) {
        Ok(program) => Arc::new(program),
        Err(error) => return Result::Refused(error.to_string()),
    };
    let mut evaluation = Evaluation::start(&program, OutputStyle::default()).unwrap();
    let mut bytes = Vec::new();
    let ended = evaluation.push_value(input, |chunk| -> std::result::Result<(), EvaluationError> {
        bytes.extend_from_slice(chunk);
        Ok(())
    });
    let text = String::from_utf8(bytes).unwrap();
    Result::Answered(Answer {
        outputs: text.split_terminator('\n').map(str::to_owned).collect(),
        error: ended.err().map(|error| error.to_string()),
    })
}

fn entries() -> Vec<Entry> {
    let lines = RECORDED.split_terminator('\n');
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn we_answer_like_jq_or_as_is_listed() {
    let entries = entries();
    assert!(entries.len() >= 150);
    let mut wrong = Vec::new();
    for Entry {
        expression,
        input,
        jq,
        ours,
    } in entries
    {
        let result = evaluate(&expression, &input);
        let agrees = match &result {
            // jq may report the same mistake only when it evaluates, but before the first output.
            Result::Refused(_) => jq.error.is_some() && jq.outputs.is_empty(),
            Result::Answered(answer) => {
                answer.outputs == jq.outputs && answer.error.is_some() == jq.error.is_some()
            }
        };
        let got = match result {
            Result::Refused(why) => (Some(why), Vec::new(), None),
            Result::Answered(answer) => (None, answer.outputs, answer.error),
        };
        let is_right = match ours {
            None => agrees,
            Some(ours) => {
                assert!(!ours.why.is_empty(), "{expression}");
                !agrees && got == (ours.refused, ours.outputs, ours.error)
            }
        };
        if !is_right {
            wrong.push(format!("{expression} on {input}: {got:?}, and jq {jq:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_are_taken_record_by_record_where_that_is_the_same() {
    for (expression, is_streaming) in [
        (".[]", true),
        (".[] | .id", true),
        (".[].a", true),
        (".[]?", true),
        (".[]?.a", true),
        (".[].a[0].b?", true),
        ("(.[] | .a).b", true),
        (".[] | select(.mode == 1) | {id}", true),
        (".[] | ., .", true),
        (".[] | .a // 1", true),
        (".[] | [.a[]] | length", true),
        ("def f: .a; .[] | f", true),
        (".[].a, .[].b", false),
        (".[] // 1", false),
        ("[.[] | .id]", false),
        ("first(.[])", false),
        ("limit(3; .[])", false),
        ("reduce .[] as $x (0; . + 1)", false),
        (".[] as $x | length", false),
        (".[][.n]", false),
        (".[.[0]]", false),
        ("map(.id)", false),
        ("(.[] | error)?", false),
        ("label $out | .[] | break $out", false),
        ("length", false),
        (".[0]", false),
        ("..", false),
        (".[] + 1", false),
        // Only what is made of each record is kept, or the records are counted.
        ("[.[] | .a, .n] | length", false),
        (
            "map(select(.mode == 1)) | map({id, n: (.n | length)}) | .[0]",
            false,
        ),
        ("[.[].a.b] | add", false),
        ("([.[] | .n]) | (join(\"-\"))", false),
        ("[.[] | error(\"x\")]", false),
        ("map(.a.b.c)", false),
        ("length | . + 1", false),
        ("(length)", false),
        ("length as $n | map($n)", false),
        ("def length: 7; length", false),
        ("def map(f): 7; map(.)", false),
        ("[.[] | {n, a: .a.b, n: .mode}]", false),
        ("[.[] | {n, \"id\"}]", false),
        ("[.[] | {n, a: (1, 2)}] | length", false),
    ] {
        let program = compile(expression).unwrap();
        let streams = matches!(program.source(), Source::Elements { .. });
        assert_eq!(streams, is_streaming, "{expression}");
        // Either way, the answer is the same as for the whole list.
        let records = [
            r#"{"a":{"b":1},"n":"a"}"#,
            r#"{"a":{"b":2},"n":"a","mode":1,"id":"x"}"#,
        ];
        let mut pushed = Vec::new();
        let mut evaluation = Evaluation::start(&Arc::new(program), OutputStyle::default()).unwrap();
        let mut write = |chunk: &[u8]| -> std::result::Result<(), EvaluationError> {
            pushed.extend_from_slice(chunk);
            Ok(())
        };
        let by_record = evaluation.push(records.iter().copied(), &mut write);
        let by_record = by_record.and_then(|_| evaluation.finish(&mut write));
        let Result::Answered(whole) = evaluate(expression, &format!("[{}]", records.join(",")))
        else {
            panic!("{expression}");
        };
        let text = String::from_utf8(pushed).unwrap();
        assert_eq!(
            text.split_terminator('\n').collect::<Vec<_>>(),
            whole.outputs,
            "{expression}"
        );
        assert_eq!(
            by_record.err().map(|error| error.to_string()),
            whole.error,
            "{expression}"
        );
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (expression, what) in [
        (
            ".a | nosuch(1)",
            "there is no function `nosuch` with one argument (character 6)",
        ),
        ("$x", "`$x` is not defined (character 1)"),
        ("\"é\" | $x", "`$x` is not defined (character 7)"),
        (
            "break $x",
            "no `label $x` is around this `break` (character 7)",
        ),
        (
            ".a |",
            "it ends, or a bracket closes, where an expression is expected (character 5)",
        ),
        (".[", "a closing bracket is expected (character 3)"),
        ("\"a", "a closing quote is expected (character 3)"),
        (
            ".a )",
            "here stands something that jq does not know (character 4)",
        ),
        (
            "env",
            "`env` is not available here: it would show every variable, keys among them (character 1)",
        ),
        (
            "{a: $ENV.HOME}",
            "`$ENV` is not available here: it would show every variable, keys among them (character 5)",
        ),
        (
            "import \"a\" as a; .",
            "`import` is not available here: expressions read no files (character 1)",
        ),
        (
            "{(1): 2}",
            "a field cannot be named by a number: \"1\" in quotes can (character 3)",
        ),
    ] {
        match evaluate(expression, "null") {
            Result::Refused(why) => assert_eq!(why, what, "{expression}"),
            Result::Answered(answer) => panic!("{expression}: {answer:?}"),
        }
    }
}

#[test]
fn the_line_of_an_expression_is_known() {
    for expression in ["1 |\n$__loc__.line", "1 |\n{$__loc__} | .__loc__.line"] {
        let Result::Answered(answer) = evaluate(expression, "null") else {
            panic!("{expression}");
        };
        assert_eq!(answer.outputs, ["2"], "{expression}");
    }
}

#[test]
fn what_has_no_end_can_be_ended() {
    for expression in [
        "def f: f; f",
        "def f: try f catch f; f",
        "[repeat(1)]",
        "last(range(1e15))",
        "until(false; .)",
        "reduce range(1e15) as $x (0; .)",
    ] {
        let program = Arc::new(compile(expression).unwrap());
        let mut evaluation = Evaluation::start(&program, OutputStyle::default()).unwrap();
        // The first check already ends it.
        evaluation.end_when(Box::new(|| Some(EvaluationError::Cancelled)));
        let write = |_: &[u8]| -> std::result::Result<(), EvaluationError> { Ok(()) };
        let ended = evaluation.push_value("null", write);
        assert_eq!(ended, Err(EvaluationError::Cancelled), "{expression}");
    }
}

#[test]
fn what_is_too_deep_is_an_error() {
    for expression in ["def f: 1 + f; f", "def f: [f]; f", "def f: f | f; f"] {
        match evaluate(expression, "null") {
            Result::Answered(answer) => {
                let error = answer.error.unwrap();
                assert_eq!(
                    error, "the expression calls itself too deeply",
                    "{expression}"
                );
            }
            Result::Refused(why) => panic!("{expression}: {why}"),
        }
    }
    // A deep value is not an error if nothing calls itself.
    let Result::Answered(answer) = evaluate(
        "reduce range(100000) as $i (null; [.]) | tojson | length",
        "null",
    ) else {
        panic!("refused");
    };
    assert_eq!(answer.outputs, ["200004"]);
}
