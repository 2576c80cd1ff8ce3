//! Certificates, lists and receipts as the chancery makes them, judged; and what others hand
//! in their place.

mod certificates;
mod files;
mod hierarchy;
mod hostile;
mod receipts;
