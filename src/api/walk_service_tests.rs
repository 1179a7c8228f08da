//! A simulated service for tests of walks: what it does with cursors, and in which order it lists.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use fastrand::Rng;
use http::Method;

use crate::api::ErrorObject;
use crate::api::error::Problem;
use crate::api::page_source::PageFuture;
use crate::api::paging::{CursorName, Paging};
use crate::api::stray_habit::StrayHabit;

use super::*;

/// What a service does with a cursor that names nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum UnknownCursor {
    Placed,
    Refused,
    Empty,
    First,
    /// Anywhere.
    Anywhere,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ServiceHabits {
    pub unknown: UnknownCursor,
    pub inclusive: bool,
    pub records: usize,
    pub bytes: usize,
    pub order: fn(&str, &str) -> Ordering,
    pub room: usize,
}

pub(super) struct SimulatedService {
    habits: ServiceHabits,
    is_one_of_many: bool,
    pub paging: Paging,
    pub state: Mutex<ServiceState>,
}

pub(super) struct ServiceState {
    rng: Rng,
    /// In the order of the service.
    ids: Vec<String>,
    /// Those that come and go, one of them before some requests.
    moving: Vec<String>,
    pub asked: u64,
    pub asked_early: u64,
}

impl SimulatedService {
    pub fn new(
        habits: ServiceHabits,
        is_one_of_many: bool,
        mut ids: Vec<String>,
        moving: Vec<String>,
        rng: Rng,
    ) -> Arc<SimulatedService> {
        ids.sort_by(|a, b| (habits.order)(a, b));
        Arc::new(SimulatedService {
            habits,
            is_one_of_many,
            paging: Paging::new(None),
            state: Mutex::new(ServiceState {
                rng,
                ids,
                moving,
                asked: 0,
                asked_early: 0,
            }),
        })
    }

    /// Requests on their way pass each other.
    async fn travel(&self) {
        let steps = self.state.lock().unwrap().rng.u32(..12);
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
    }

    fn answer(&self, limit: u64, cursor: Option<&str>) -> Result<Page, ApiError> {
        let ServiceHabits {
            unknown,
            inclusive,
            records,
            bytes,
            order,
            ..
        } = self.habits;
        let mut state = self.state.lock().unwrap();
        let ServiceState {
            rng, ids, moving, ..
        } = &mut *state;
        if !moving.is_empty() && rng.u8(..4) == 0 {
            let id = &moving[rng.usize(..moving.len())];
            match ids.binary_search_by(|other| order(other, id)) {
                Ok(at) => drop(ids.remove(at)),
                Err(at) => ids.insert(at, id.clone()),
            }
        }
        let begin = match cursor.map(|cursor| ids.binary_search_by(|id| order(id, cursor))) {
            None => 0,
            Some(Ok(at)) => at + usize::from(!inclusive),
            Some(Err(at)) => match unknown {
                UnknownCursor::Placed => at,
                UnknownCursor::Refused => return Err(self.error(limit, refusal())),
                UnknownCursor::Empty => ids.len(),
                UnknownCursor::First => 0,
                UnknownCursor::Anywhere => rng.usize(..=ids.len()),
            },
        };
        let mut left = bytes;
        let page = ids[begin..].iter().take(records.min(limit as usize));
        let page = page.map(|id| {
            let size = 20 + id.bytes().map(usize::from).sum::<usize>() % 200;
            (format!(r#"{{"id":{}}}"#, serde_json::json!(id)), size)
        });
        let page = page.enumerate().take_while(|(at, (_, size))| {
            left = left.saturating_sub(*size);
            *at == 0 || left > 0
        });
        Ok(Page::of(
            page.map(|(_, (record, _))| Bytes::from(record)).collect(),
        ))
    }
}

fn refusal() -> Problem {
    Problem::Status {
        bound: None,
        status: 400,
        object: ErrorObject::default(),
        excerpt: None,
        retry_after: None,
    }
}

impl PageSource for SimulatedService {
    fn page<'a>(&'a self, name: CursorName, limit: u64, cursor: Option<&'a str>) -> PageFuture<'a> {
        Box::pin(async move {
            self.travel().await;
            self.state.lock().unwrap().asked += 1;
            let answer = self.answer(limit, cursor.filter(|_| name == CursorName::Underscored));
            self.travel().await;
            answer
        })
    }

    fn early_page(self: Arc<Self>, limit: u64, cursor: String) -> PageFuture<'static> {
        Box::pin(async move {
            self.travel().await;
            self.state.lock().unwrap().asked_early += 1;
            let answer = self.answer(limit, Some(&cursor));
            self.travel().await;
            answer
        })
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn strays(&self) -> Option<&StrayHabit> {
        self.is_one_of_many.then_some(&self.paging.strays)
    }

    fn room(&self) -> usize {
        self.habits.room
    }

    fn error(&self, _: u64, problem: Problem) -> ApiError {
        ApiError {
            method: Method::GET,
            url: String::new(),
            problem,
            unknown: false,
        }
    }
}

/// All that a walk gives out, page by page, or how it fails.
pub(super) fn walk_through(
    service: &Arc<SimulatedService>,
    size: u64,
    limits: AheadLimits,
    wanted: Option<u64>,
) -> Result<Vec<Page>, String> {
    let mut walk = Walk::of_source(service.clone(), size, limits).at_most(wanted);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut pages = Vec::new();
        while let Some(page) = walk.next().await.map_err(|error| error.to_string())? {
            pages.push(page);
        }
        Ok(pages)
    })
}

pub(super) fn ids_of(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(|page| page.ids()).cloned().collect()
}
