//! Searching the log: filters, page by page, newest first.
//!
//! A page costs what a page of rows costs, however long the log is. The filter that leaves the
//! fewest events is walked along its index, and each event met is held against the others. A walk
//! ends after a number of events; the page says how far it came, and the next one goes on there.

use chancery_domain::Utc;
use rusqlite::{Row, params, params_from_iter, types::Value};

use super::{
    Reading,
    log::{EventRow, LAST, prefix_end, read_event},
    needle::{self, Needle},
};
use crate::Error;

/// How far a search goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// As many events at most are gathered and sorted.
    pub(crate) few: u32,
    /// As many events are met at most.
    pub(crate) met: u32,
}

/// Measured at 1,000,000 events: every page below 50 ms.
const REACH: Reach = Reach {
    few: 5_000,
    met: 20_000,
};

/// After every instant.
const NEVER: &str = "~";

/// Which events to show. What is `None` leaves nothing out.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only what comes after this event, as the pages go: [`EventPage::searched_to`] of the page
    /// before.
    pub before: Option<u64>,
    /// Only of this type.
    pub kind: Option<String>,
    /// Only by this officer or service.
    pub actor: Option<String>,
    /// Only about this agent: its requests, its keys, its certificates.
    pub agent: Option<String>,
    /// Only those whose subject begins so.
    pub subject: Option<String>,
    /// Only from this instant on.
    pub from: Option<Utc>,
    /// Only before this instant.
    pub to: Option<Utc>,
    /// What looks like the beginning of an id, and is one: only those whose subject begins so. Any
    /// other text: only those in whose leaf it stands, in whatever case.
    pub text: Option<String>,
}

/// A page of events, newest first.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// The events.
    pub rows: Vec<EventRow>,
    /// The last event that was looked at: there the next page goes on. `None`: there are no more.
    pub searched_to: Option<u64>,
}

/// A way through the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Subjects with one beginning, gathered.
    Subject(usize),
    /// A stretch of time, gathered.
    Period,
    Agent,
    Actor,
    Kind,
    /// A stretch of time, in the order of time.
    Time,
    /// All events.
    Back,
}

/// Where a way runs.
struct Path {
    /// The index and its conditions: enough to count and to gather.
    index: &'static str,
    /// The same with the events.
    events: Option<&'static str>,
    values: Vec<Value>,
    /// `None`: its order is not that of the pages.
    order: Option<&'static str>,
}

const COLUMNS: &str = "event.seq, leaf, at, kind, subject, actor";

const SUBJECT: &str = "(SELECT seq FROM event INDEXED BY event_by_subject
                        WHERE subject >= ?2 AND subject < ?3 AND seq < ?1
                        UNION ALL SELECT seq FROM event INDEXED BY event_by_subject
                        WHERE subject >= ?4 AND subject < ?5 AND seq < ?1)";
const PERIOD: &str = "event INDEXED BY event_by_at WHERE at >= ?2 AND at < ?3 AND seq < ?1";
const AGENT: &str = "event_agent WHERE agent = ?2 AND seq < ?1";
const AGENT_EVENTS: &str = "event_agent CROSS JOIN event ON event.seq = event_agent.seq
                            WHERE agent = ?2 AND event_agent.seq < ?1";
const ACTOR: &str = "event INDEXED BY event_by_actor WHERE actor = ?2 AND seq < ?1";
const KIND: &str = "event INDEXED BY event_by_kind WHERE kind = ?2 AND seq < ?1";
const TIME: &str = "event INDEXED BY event_by_at
                    WHERE at >= ?2 AND at < ?3 AND (at, seq) < (?4, ?1)";
const BACK: &str = "event WHERE seq < ?1";

/// A filter as the queries take it.
struct Wanted<'a> {
    filter: &'a EventFilter,
    before: u64,
    /// When the event `before` was recorded.
    before_at: String,
    /// The subject begins with one of two spellings, for each of them.
    subjects: Vec<[String; 2]>,
    needle: Option<Needle>,
    from: String,
    to: String,
}

/// A page that is being filled.
struct Filling {
    page: EventPage,
    limit: usize,
    left: u32,
}

impl Reading<'_> {
    /// Events, newest first: by number; by time where many are asked for by time alone.
    pub fn events(&self, filter: &EventFilter, limit: u32) -> Result<EventPage, Error> {
        self.events_within(filter, limit, REACH)
    }

    pub(crate) fn events_within(
        &self,
        filter: &EventFilter,
        limit: u32,
        reach: Reach,
    ) -> Result<EventPage, Error> {
        let wanted = self.wanted(filter)?;
        let way = self.way(&wanted, reach)?;
        let mut filling = Filling {
            page: EventPage {
                rows: Vec::new(),
                searched_to: None,
            },
            limit: limit.max(1) as usize,
            left: reach.met,
        };
        if self.walk(&wanted, way, &mut filling)? {
            filling.page.searched_to = None;
        }
        Ok(filling.page)
    }

    fn wanted<'a>(&self, filter: &'a EventFilter) -> Result<Wanted<'a>, Error> {
        let subject = filter.subject.iter();
        let mut subjects: Vec<_> = subject.map(|s| [s.clone(), s.clone()]).collect();
        let typed = filter.text.as_deref().unwrap_or_default().trim();
        let id = self.known_id(typed)?;
        let needle = (id.is_none() && !typed.is_empty()).then(|| Needle::new(typed));
        subjects.extend(id);
        // Numbers beyond SQLite's are beyond every event, too.
        let before = filter.before.map_or(LAST, |before| before.min(LAST));
        let sql = "SELECT at FROM event WHERE seq = ?1";
        let before_at = self.one("searching the log", sql, [before], |row| row.get(0))?;
        Ok(Wanted {
            filter,
            before,
            before_at: before_at.unwrap_or_else(|| NEVER.to_owned()),
            subjects,
            needle,
            from: filter.from.map_or_else(String::new, |at| at.to_string()),
            to: filter
                .to
                .map_or_else(|| NEVER.to_owned(), |at| at.to_string()),
        })
    }

    /// The beginning of an id that a text stands for, if any event is about one that begins so.
    fn known_id(&self, typed: &str) -> Result<Option<[String; 2]>, Error> {
        let Some(id) = needle::id(typed) else {
            return Ok(None);
        };
        let sql = format!("SELECT 1 FROM {SUBJECT} LIMIT 1");
        let [one, other] = &id;
        let values = params![LAST, one, prefix_end(one), other, prefix_end(other)];
        let found = self.one("searching the log", &sql, values, |_| Ok(()))?;
        Ok(found.map(|()| id))
    }

    /// The way that meets the fewest events. Where all meet many, one that is in order.
    fn way(&self, wanted: &Wanted<'_>, reach: Reach) -> Result<Way, Error> {
        let mut fewest = None;
        for way in wanted.ways() {
            let count = (self.count(&wanted.path(way), reach.few)?, way);
            fewest = fewest.into_iter().chain([count]).min();
        }
        let filter = wanted.filter;
        Ok(match fewest {
            Some((count, way)) if count <= reach.few => way,
            _ if filter.from.is_some() || filter.to.is_some() => Way::Time,
            _ if filter.agent.is_some() => Way::Agent,
            _ if filter.actor.is_some() => Way::Actor,
            _ if filter.kind.is_some() => Way::Kind,
            _ => Way::Back,
        })
    }

    /// How many events are on a path; of more than `few`, one more.
    fn count(&self, path: &Path, few: u32) -> Result<u32, Error> {
        let limit = few.saturating_add(1);
        let index = path.index;
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {index} LIMIT {limit})");
        let values = params_from_iter(&path.values);
        let count = self.one("searching the log", &sql, values, |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Fills a page along a way; true if the way came to its end.
    fn walk(&self, wanted: &Wanted<'_>, way: Way, filling: &mut Filling) -> Result<bool, Error> {
        let path = wanted.path(way);
        match path.order {
            Some(order) => {
                let events = path.events.unwrap_or(path.index);
                let sql = format!("SELECT {COLUMNS} FROM {events} ORDER BY {order}");
                self.meet(wanted, &sql, path.values, filling)
            }
            None => {
                let index = path.index;
                let sql = format!(
                    "SELECT {COLUMNS} FROM event
                     WHERE seq IN (SELECT seq FROM {index}) ORDER BY seq DESC"
                );
                self.meet(wanted, &sql, path.values, filling)
            }
        }
    }

    fn meet(
        &self,
        wanted: &Wanted<'_>,
        sql: &str,
        values: Vec<Value>,
        filling: &mut Filling,
    ) -> Result<bool, Error> {
        let searching = || Error::sqlite("searching the log");
        let mut select = self.db.prepare_cached(sql).map_err(searching())?;
        let mut rows = select
            .query(params_from_iter(values))
            .map_err(searching())?;
        while let Some(row) = rows.next().map_err(searching())? {
            if !filling.take(*self, wanted, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_about(&self, agent: &str, seq: u64) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM event_agent WHERE agent = ?1 AND seq = ?2";
        let found = self.one("searching the log", sql, params![agent, seq], |_| Ok(()))?;
        Ok(found.is_some())
    }
}

impl Wanted<'_> {
    /// The ways that the filter opens.
    fn ways(&self) -> Vec<Way> {
        let filter = self.filter;
        let others = [
            (Way::Period, filter.from.is_some() || filter.to.is_some()),
            (Way::Agent, filter.agent.is_some()),
            (Way::Actor, filter.actor.is_some()),
            (Way::Kind, filter.kind.is_some()),
        ];
        let open = others.into_iter().filter(|(_, open)| *open);
        let subjects = (0..self.subjects.len()).map(Way::Subject);
        subjects.chain(open.map(|(way, _)| way)).collect()
    }

    fn path(&self, way: Way) -> Path {
        let filter = self.filter;
        let named = |name: &Option<String>| name.clone().unwrap_or_default();
        let (index, order, values) = match way {
            Way::Subject(at) => {
                let ends = |begins: &String| [begins.clone(), prefix_end(begins)];
                let values = self.subjects[at].iter().flat_map(ends).collect();
                (SUBJECT, None, values)
            }
            Way::Period => (PERIOD, None, vec![self.from.clone(), self.to.clone()]),
            Way::Agent => (
                AGENT,
                Some("event_agent.seq DESC"),
                vec![named(&filter.agent)],
            ),
            Way::Actor => (ACTOR, Some("seq DESC"), vec![named(&filter.actor)]),
            Way::Kind => (KIND, Some("seq DESC"), vec![named(&filter.kind)]),
            Way::Time => {
                let values = vec![self.from.clone(), self.to.clone(), self.before_at.clone()];
                (TIME, Some("at DESC, seq DESC"), values)
            }
            Way::Back => (BACK, Some("seq DESC"), vec![]),
        };
        let before = Value::Integer(i64::try_from(self.before).expect("at most SQLite's largest"));
        Path {
            index,
            events: (way == Way::Agent).then_some(AGENT_EVENTS),
            values: [before]
                .into_iter()
                .chain(values.into_iter().map(Value::Text))
                .collect(),
            order,
        }
    }

    fn fits(&self, read: Reading<'_>, row: &Row<'_>) -> Result<bool, Error> {
        if !self
            .columns_fit(row)
            .map_err(Error::sqlite("searching the log"))?
        {
            return Ok(false);
        }
        match &self.filter.agent {
            Some(agent) => read.is_about(agent, number(row)?),
            None => Ok(true),
        }
    }

    fn columns_fit(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
        let is = |wanted: &Option<String>, stored: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == stored)
        };
        let (at, kind, subject, actor) = (text(2)?, text(3)?, text(4)?, text(5)?);
        let leaf = row.get_ref(1)?.as_blob()?;
        Ok(is(&self.filter.kind, kind)
            && is(&self.filter.actor, actor)
            && at >= self.from.as_str()
            && at < self.to.as_str()
            && self
                .subjects
                .iter()
                .all(|either| either.iter().any(|begins| subject.starts_with(begins)))
            && self.needle.as_ref().is_none_or(|needle| needle.is_in(leaf)))
    }
}

impl Filling {
    /// Looks at an event; false if the page was full before, or the walk long enough.
    fn take(
        &mut self,
        read: Reading<'_>,
        wanted: &Wanted<'_>,
        row: &Row<'_>,
    ) -> Result<bool, Error> {
        if self.page.rows.len() == self.limit || self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.page.searched_to = Some(number(row)?);
        if wanted.fits(read, row)? {
            let leaf = row.get(1).map_err(Error::sqlite("searching the log"))?;
            self.page.rows.push(read_event(number(row)?, leaf)?);
        }
        Ok(true)
    }
}

fn number(row: &Row<'_>) -> Result<u64, Error> {
    row.get(0).map_err(Error::sqlite("searching the log"))
}
