//! Compiling and running expressions.

use jaq_core::compile::{Compiler, Undefined};
use jaq_core::load::parse::{Def, Term};
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Ctx, Filter, Native, Vars};

use super::engine::{CANCELLED, Engine, EvaluationState, Shared};
use super::error::ExpressionError;
use super::natives;
use super::parse::{parse, parse_own_definitions};
use super::read::WantedFields;
use super::rewrite::{MAIN, Rewriter};
use super::stream::{
    Elements, Source, plain_path, split, split_elements, split_names, wanted_fields,
};
use super::thread::compile_on_deep_stack;
use super::tree::Tree;
use super::value::Value;

/// A compiled expression.
pub struct Program {
    /// For the whole, or for an element.
    filter: Filter<Engine>,
    /// For what was collected or counted, if anything is done with that.
    rest: Option<Filter<Engine>>,
    text: String,
    source: Source,
    wanted: WantedFields,
    path: Option<Vec<String>>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// A compiled expression that makes records of values.
pub struct MapProgram {
    /// `None` if the expression takes each value whole.
    pub elements: Option<ElementsAt>,
    /// What is read of a value or an element.
    pub wanted: WantedFields,
    filter: Filter<Engine>,
}

/// Where the elements are that an expression takes one at a time.
#[derive(Clone)]
pub struct ElementsAt {
    /// The names of the fields that lead to them.
    pub path: Vec<String>,
    /// What has no elements is not an error.
    pub is_optional: bool,
}

/// Compiles an expression, or says what is wrong with it.
pub fn compile(source: &str) -> Result<Program, ExpressionError> {
    on_deep_stack(source, || compile_here(source))
}

/// Compiles an expression for `--map`. One that takes elements may begin with a path to them.
pub fn compile_map(source: &str) -> Result<MapProgram, ExpressionError> {
    on_deep_stack(source, || compile_map_here(source))
}

fn on_deep_stack<T: Send>(
    source: &str,
    compile: impl FnOnce() -> Result<T, ExpressionError> + Send,
) -> Result<T, ExpressionError> {
    compile_on_deep_stack(source.len(), compile).unwrap_or_else(|_| {
        Err(ExpressionError {
            what: "the expression is too long for the memory of this machine".to_owned(),
            position: None,
        })
    })
}

fn compile_here(source: &str) -> Result<Program, ExpressionError> {
    let arena = Arena::new();
    let term = parse(source)?;
    let rewriter = Rewriter::new(source, &arena, &term);
    let parts = split(term, rewriter.own());
    let each = rewriter.rewrite(parts.each)?;
    let wanted = match parts.source {
        Source::Whole | Source::Count => WantedFields::Everything,
        Source::Elements { .. } | Source::Collected => wanted_fields(&each),
    };
    let path = match parts.source {
        Source::Elements { .. } => plain_path(&each),
        _ => None,
    };
    let filter = compile_term(source, &arena, each)?;
    let rest = match parts.rest {
        Term::Id => None,
        rest => Some(compile_term(source, &arena, rewriter.rewrite(rest)?)?),
    };
    Ok(Program {
        filter,
        rest,
        text: source.to_owned(),
        source: parts.source,
        wanted,
        path,
    })
}

fn compile_map_here(source: &str) -> Result<MapProgram, ExpressionError> {
    let arena = Arena::new();
    let term = parse(source)?;
    let rewriter = Rewriter::new(source, &arena, &term);
    let (path, below) = split_names(term.clone());
    let (elements, each) = match split_elements(&below) {
        Some(Elements { each, is_optional }) => (Some(ElementsAt { path, is_optional }), each),
        None => (None, term),
    };
    let each = rewriter.rewrite(each)?;
    Ok(MapProgram {
        elements,
        wanted: wanted_fields(&each),
        filter: compile_term(source, &arena, each)?,
    })
}

fn compile_term<'s>(
    source: &'s str,
    arena: &'s Arena,
    term: Tree<'s>,
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
    let definitions = parse_own_definitions(source)?;
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

/// Why an evaluation ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarlyEnd {
    /// The expression called `halt`.
    Halted,
    /// The evaluation was cancelled, or nobody wants its outputs.
    Cancelled,
    /// An error that the expression did not catch.
    Error(String),
}

impl Program {
    pub fn source(&self) -> Source {
        self.source
    }

    /// What is read of a record.
    pub fn wanted(&self) -> &WantedFields {
        &self.wanted
    }

    /// The names, if the expression for an element is a path of names and nothing else.
    pub fn path(&self) -> Option<&[String]> {
        self.path.as_deref()
    }

    /// The expression for a value as a whole, which is not split.
    pub fn whole(&self) -> Result<Program, ExpressionError> {
        let source = &self.text;
        on_deep_stack(source, || {
            let arena = Arena::new();
            let term = parse(source)?;
            let term = Rewriter::new(source, &arena, &term).rewrite(term)?;
            Ok(Program {
                filter: compile_term(source, &arena, term)?,
                rest: None,
                text: source.clone(),
                source: Source::Whole,
                wanted: WantedFields::Everything,
                path: None,
            })
        })
    }

    /// Applies the expression to the whole value, or to one element.
    pub fn run(
        &self,
        state: &EvaluationState,
        value: Value,
        output: impl FnMut(Value) -> Result<(), EarlyEnd>,
    ) -> Result<(), EarlyEnd> {
        run_filter(&self.filter, state, value, output)
    }

    /// Applies the rest of the expression to what was collected or counted.
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

impl MapProgram {
    /// Applies the expression to one value or element.
    pub fn run(
        &self,
        state: &EvaluationState,
        value: Value,
        output: impl FnMut(Value) -> Result<(), EarlyEnd>,
    ) -> Result<(), EarlyEnd> {
        run_filter(&self.filter, state, value, output)
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
                        Ok(CANCELLED) => EarlyEnd::Cancelled,
                        Ok(_) => EarlyEnd::Halted,
                        Err(_) => EarlyEnd::Error("break".to_owned()),
                    },
                });
            }
        }
    }
    Ok(())
}

/// The message of an error. If it is not a string it is shown as JSON, as jq does.
fn describe_error(error: jaq_core::Error<Value>) -> String {
    match error.into_val() {
        Value::String(text) => text.to_string(),
        other @ (Value::Object(_) | Value::Array(_)) => {
            format!("{} (not a string)", other.to_json())
        }
        other => other.to_json(),
    }
}
