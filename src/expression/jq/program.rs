//! A compiled expression.

use std::collections::HashSet;

use jaq_core::compile::{Compiler, Undefined};
use jaq_core::load::lex::Lexer;
use jaq_core::load::parse::{Def, Parser, Term};
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Ctx, Filter, Native, Vars};

use super::engine::{Engine, EvaluationState, Shared};
use super::error::ExpressionError;
use super::natives;
use super::parse::{name_all_parentheses, parse};
use super::read::WantedFields;
use super::rewrite::Rewriter;
use super::stream::{Head, plain_path, split_elements, split_head, split_names, wanted_fields};
use super::value::Value;

/// The function that the whole expression becomes.
const MAIN: &str = "the_whole_expression";

/// What an expression is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The whole input at once.
    Whole,
    /// Each element of the input by itself.
    Elements {
        /// What has no elements gives nothing, and no error.
        is_optional: bool,
    },
    /// Each element of the input, and then what that gave as an array.
    Collected,
    /// The number of elements.
    Count,
}

/// A compiled expression.
pub struct Program {
    /// For the whole, or for an element.
    filter: Filter<Engine>,
    /// For what was collected or counted, where anything is done with it.
    rest: Option<Filter<Engine>>,
    text: String,
    source: Source,
    wanted: WantedFields,
    /// The expression for an element is a path of names, and these are they.
    path: Option<Vec<String>>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// An expression that makes records of values.
#[derive(Debug)]
pub struct MapProgram {
    /// Names that lead to where the elements are, for a program that takes elements.
    pub path: Vec<String>,
    pub program: Program,
}

/// Compiles an expression, or says what is wrong with it.
pub fn compile(source: &str) -> Result<Program, ExpressionError> {
    let compiled = compile_below(source, false)?;
    Ok(compiled.program)
}

/// Compiles an expression that makes records of values: those it takes one at a time may stand
/// below a path of names.
pub fn compile_map(source: &str) -> Result<MapProgram, ExpressionError> {
    compile_below(source, true)
}

fn compile_below(source: &str, may_have_path: bool) -> Result<MapProgram, ExpressionError> {
    let arena = Arena::new();
    let term = parse(source)?;
    let rewriter = Rewriter::new(source, &arena, &term);
    let (names, below) = match may_have_path {
        true => split_names(term.clone()),
        false => (Vec::new(), term.clone()),
    };
    let (term, rest, applied_to) = match may_have_path {
        false => split(term, rewriter.own()),
        true => match split_elements(below) {
            Ok(elements) => (
                elements.each,
                None,
                Source::Elements {
                    is_optional: elements.is_optional,
                },
            ),
            Err(_) => (term, None, Source::Whole),
        },
    };
    let term = rewriter.rewrite(term)?;
    let (path, wanted) = match applied_to {
        // A value is mapped by itself, and only its fields that are looked at are read.
        Source::Whole if may_have_path => (None, wanted_fields(&term)),
        Source::Whole | Source::Count => (None, WantedFields::Everything),
        Source::Elements { .. } => (plain_path(&term), wanted_fields(&term)),
        Source::Collected => (None, wanted_fields(&term)),
    };
    let filter = compile_term(source, &arena, term)?;
    let rest = match rest {
        Some(rest) => Some(compile_term(source, &arena, rewriter.rewrite(rest)?)?),
        None => None,
    };
    let path_of_elements = match applied_to {
        Source::Elements { .. } => names,
        _ => Vec::new(),
    };
    Ok(MapProgram {
        path: path_of_elements,
        program: Program {
            filter,
            rest,
            text: source.to_owned(),
            source: applied_to,
            wanted,
            path,
        },
    })
}

/// What is done with each element, what with all that this gave, and which of it there is.
fn split<'s>(
    term: Term<&'s str>,
    own: &HashSet<&'s str>,
) -> (Term<&'s str>, Option<Term<&'s str>>, Source) {
    let term = match split_elements(term) {
        Ok(elements) => {
            let is_optional = elements.is_optional;
            return (elements.each, None, Source::Elements { is_optional });
        }
        Err(term) => term,
    };
    let rest_of = |rest: Term<&'s str>| match rest {
        Term::Id => None,
        rest => Some(rest),
    };
    match split_head(term, own) {
        Ok((Head::Count, rest)) => (Term::Id, rest_of(rest), Source::Count),
        Ok((Head::Array(each), rest)) => (each, rest_of(rest), Source::Collected),
        Err(term) => (term, None, Source::Whole),
    }
}

/// The same for a value that is no list.
fn compile_whole(source: &str) -> Result<Filter<Engine>, ExpressionError> {
    let arena = Arena::new();
    let term = parse(source)?;
    let rewriter = Rewriter::new(source, &arena, &term);
    compile_term(source, &arena, rewriter.rewrite(term)?)
}

fn compile_term<'s>(
    source: &'s str,
    arena: &'s Arena,
    term: Term<&'s str>,
) -> Result<Filter<Engine>, ExpressionError> {
    let mut definitions = prelude(arena)?;
    definitions.push(Def {
        name: MAIN,
        args: Vec::new(),
        body: term,
    });
    let main = File {
        code: MAIN,
        path: (),
    };
    let internal = |what: &str| ExpressionError {
        what: what.to_owned(),
        position: None,
    };
    let modules = Loader::new(definitions)
        .load(arena, main)
        .map_err(|_| internal("the expression cannot be loaded"))?;
    let compiler = Compiler::<_, Native<Engine>>::default().with_funs(natives::functions());
    compiler.compile(modules).map_err(|errors| {
        let first = errors.into_iter().flat_map(|(_, errors)| errors).next();
        let Some((name, undefined)) = first else {
            return internal("the expression cannot be compiled");
        };
        let what = match undefined {
            Undefined::Var => format!("`{name}` is not defined"),
            Undefined::Label => format!("no `label {name}` is around this `break`"),
            Undefined::Mod => format!("no module `{name}` is there: expressions read no files"),
            Undefined::Filter(0) => format!("there is no function `{name}`"),
            Undefined::Filter(1) => format!("there is no function `{name}` with one argument"),
            Undefined::Filter(count) => {
                format!("there is no function `{name}` with {count} arguments")
            }
            _ => format!("`{name}` is not known"),
        };
        ExpressionError::at(source, name, what)
    })
}

/// Our definitions of jq's functions.
fn prelude(arena: &Arena) -> Result<Vec<Def<&str>>, ExpressionError> {
    let source = include_str!("prelude.jq");
    let wrong = |what: String| ExpressionError {
        what,
        position: None,
    };
    let mut tokens = Lexer::new(source)
        .lex()
        .map_err(|errors| wrong(format!("prelude.jq: {errors:?}")))?;
    name_all_parentheses(&mut tokens);
    let definitions = Parser::new(&tokens)
        .parse(|parser| parser.defs())
        .map_err(|errors| wrong(format!("prelude.jq: {errors:?}")))?;
    let mut rewritten = Vec::with_capacity(definitions.len() + 1);
    for definition in definitions {
        let rewriter = Rewriter::new(source, arena, &definition.body);
        rewritten.push(Def {
            body: rewriter.rewrite(definition.body)?,
            ..definition
        });
    }
    Ok(rewritten)
}

/// How an evaluation ends before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarlyEnd {
    /// The expression says `halt`, or it was cancelled.
    Halted(i32),
    /// An error that nothing in the expression caught.
    Error(String),
}

impl Program {
    /// Whether each record gives its outputs by itself.
    pub fn is_streaming(&self) -> bool {
        matches!(self.source, Source::Elements { .. })
    }

    pub fn source(&self) -> Source {
        self.source
    }

    /// What is read of a record.
    pub fn wanted(&self) -> &WantedFields {
        &self.wanted
    }

    /// The names, where the expression for an element is a path of names and nothing else.
    pub fn path(&self) -> Option<&[String]> {
        self.path.as_deref()
    }

    /// The expression for values that are no lists.
    pub fn whole(&self) -> Result<Program, ExpressionError> {
        Ok(Program {
            filter: compile_whole(&self.text)?,
            rest: None,
            text: self.text.clone(),
            source: Source::Whole,
            wanted: WantedFields::Everything,
            path: None,
        })
    }

    /// Applies the expression to one value: to one element, where it takes them one by one.
    pub fn run(
        &self,
        state: &EvaluationState,
        value: Value,
        output: impl FnMut(Value) -> Result<(), EarlyEnd>,
    ) -> Result<(), EarlyEnd> {
        run_filter(&self.filter, state, value, output)
    }

    /// Applies what comes behind the head of the expression to what was collected or counted.
    pub fn run_rest(
        &self,
        state: &EvaluationState,
        value: Value,
        mut output: impl FnMut(Value) -> Result<(), EarlyEnd>,
    ) -> Result<(), EarlyEnd> {
        match &self.rest {
            Some(rest) => run_filter(rest, state, value, output),
            None => output(value),
        }
    }
}

fn run_filter(
    filter: &Filter<Engine>,
    state: &EvaluationState,
    value: Value,
    mut output: impl FnMut(Value) -> Result<(), EarlyEnd>,
) -> Result<(), EarlyEnd> {
    let shared = Shared {
        lut: &filter.lut,
        state,
    };
    let context = Ctx::<Engine>::new(shared, Vars::new([]));
    for result in filter.id.run((context, value)) {
        match result {
            Ok(value) => output(value)?,
            Err(exception) => {
                return Err(match exception.get_err() {
                    Ok(error) => EarlyEnd::Error(describe_error(error)),
                    Err(exception) => match exception.get_halt() {
                        Ok(status) => EarlyEnd::Halted(status),
                        Err(_) => EarlyEnd::Error("break".to_owned()),
                    },
                });
            }
        }
    }
    Ok(())
}

/// The message of an error. One that is no text is shown as JSON, as jq does.
fn describe_error(error: jaq_core::Error<Value>) -> String {
    match error.into_val() {
        Value::String(text) => text.to_string(),
        other @ (Value::Object(_) | Value::Array(_)) => {
            format!("{} (not a string)", other.to_json())
        }
        other => other.to_json(),
    }
}
