//! How a service pages, which the reference leaves open: found out by asking, for `doctor`. Nothing
//! is changed, and what the run has learned before is not used.

use super::call::Request;
use super::client::Client;
use super::collection::Collection;
use super::error::ApiError;
use super::page::Page;
use super::paging::{CursorName, LARGE_PAGE};
use super::stray_habit::stray_between;

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageBegin {
    /// With the record behind the cursor's.
    After,
    /// With the cursor's own record.
    At,
}

/// What a service does with a cursor that is no record's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayCursor {
    /// The page begins where the record would be.
    ByOrder,
    Refused(u16),
    Empty,
    /// The page begins elsewhere.
    Elsewhere,
}

/// How many records a page may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitHabit {
    /// As many as were asked for.
    Granted(u64),
    /// Fewer than were asked for, although there are more.
    Capped { asked: u64, given: u64 },
    /// All the records there are, which tells nothing about the limit.
    AllThere(u64),
}

#[derive(Debug, Clone)]
pub struct PagingHabits {
    pub limit: LimitHabit,
    /// Larger limits that were refused, and with which status.
    pub refused_limits: Vec<(u64, u16)>,
    /// The name by which the service reads a cursor; none where it reads neither, or where there are
    /// too few records to tell.
    pub cursor_name: Option<&'static str>,
    pub begin: Option<PageBegin>,
    pub unknown: Option<StrayCursor>,
    /// The largest page that was seen.
    pub page: Page,
}

/// With fewer records, where a page begins does not show.
const LEAST: usize = 3;
/// What is asked for where one record more than the tool's own pages have is refused.
const LIMITS: [u64; 3] = [LARGE_PAGE, 100, 50];

impl Client {
    /// Finds out how the list of users is paged: five small requests, and one large page.
    pub async fn paging_habits(&self) -> Result<PagingHabits, ApiError> {
        let list = Collection::Users.list();
        let (asked, refused_limits, page) = self.largest_page(&list).await?;
        let mut habits = PagingHabits {
            limit: LimitHabit::AllThere(page.len() as u64),
            refused_limits,
            cursor_name: None,
            begin: None,
            unknown: None,
            page,
        };
        if habits.page.len() < LEAST {
            return Ok(habits);
        }
        let ids = habits.page.ids().to_vec();
        for name in [CursorName::Underscored, CursorName::Spaced] {
            let seen = match self.after(&list, name, 2, &ids[1]).await? {
                Ok(seen) => seen,
                // It may be the name that is refused.
                Err(_) => continue,
            };
            habits.begin = match seen.ids().first() {
                Some(first) if *first == ids[1] => Some(PageBegin::At),
                Some(first) if *first == ids[2] => Some(PageBegin::After),
                _ => continue,
            };
            habits.cursor_name = Some(name.in_query());
            habits.unknown = self.unknown_cursor(&list, name, &ids).await?;
            habits.limit = self.limit_habit(&list, name, asked, &ids).await?;
            break;
        }
        Ok(habits)
    }

    /// The largest page that the service grants, what was asked for, and what it refused before.
    async fn largest_page(&self, list: &Request) -> Result<(u64, Vec<(u64, u16)>, Page), ApiError> {
        let mut refused = Vec::new();
        let mut limits = LIMITS.into_iter();
        let mut limit = LARGE_PAGE + 1;
        loop {
            let error = match self.send(&list.page(limit, None), Page::decode).await {
                Ok(page) => return Ok((limit, refused, page)),
                Err(error) => error,
            };
            match (error.status(), limits.next()) {
                (Some(status @ (400 | 413 | 422)), Some(smaller)) => {
                    refused.push((limit, status));
                    limit = smaller;
                }
                _ => return Err(error),
            }
        }
    }

    /// A page behind a cursor, or the status that refuses it.
    async fn after(
        &self,
        list: &Request,
        name: CursorName,
        limit: u64,
        cursor: &str,
    ) -> Result<Result<Page, u16>, ApiError> {
        let request = list.page(limit, Some((name, cursor)));
        match self.send(&request, Page::decode).await {
            Ok(page) => Ok(Ok(page)),
            Err(error) => match error.status() {
                Some(status) if error.refuses_cursor() => Ok(Err(status)),
                _ => Err(error),
            },
        }
    }

    /// Asks with an id between the second and the third one, if there is room between them.
    async fn unknown_cursor(
        &self,
        list: &Request,
        name: CursorName,
        ids: &[String],
    ) -> Result<Option<StrayCursor>, ApiError> {
        let Some(stray) = stray_between(&ids[1], &ids[2]) else {
            return Ok(None);
        };
        let seen = self.after(list, name, 2, &stray).await?;
        Ok(Some(match seen {
            Err(status) => StrayCursor::Refused(status),
            Ok(page) => match page.ids().first() {
                None => StrayCursor::Empty,
                Some(first) if *first == ids[2] => StrayCursor::ByOrder,
                Some(_) => StrayCursor::Elsewhere,
            },
        }))
    }

    /// Whether a page with fewer records than were asked for had all there are.
    async fn limit_habit(
        &self,
        list: &Request,
        name: CursorName,
        asked: u64,
        ids: &[String],
    ) -> Result<LimitHabit, ApiError> {
        let given = ids.len() as u64;
        if given >= asked {
            return Ok(LimitHabit::Granted(asked));
        }
        let last = &ids[ids.len() - 1];
        let more = match self.after(list, name, 2, last).await? {
            Ok(page) => page.ids().iter().any(|id| id != last),
            Err(_) => false,
        };
        Ok(match more {
            true => LimitHabit::Capped { asked, given },
            false => LimitHabit::AllThere(given),
        })
    }
}
