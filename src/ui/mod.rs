//! The window.

pub mod colour_vision;
pub mod fonts;
pub mod oklch;
pub mod style;
pub mod theme;
pub mod user_file;

pub mod commands;
pub mod keys;
pub mod preferences;
pub mod texts;

pub mod article;
pub mod shaped;
pub mod software;

pub mod messages;
pub mod path_form;
pub mod places;
pub mod scene;
pub mod shell;
pub mod top_bar;
pub mod upcoming;
pub mod workbench;

pub mod app;

pub mod carry;
pub mod context_menu;
pub mod dateline;
pub mod dialog;
pub mod empty;
pub mod example;
pub mod find;
pub mod focus;
pub mod form;
pub mod gestures;
pub mod guideline;
pub mod help;
pub mod history;
pub mod inspector;
pub mod job;
pub mod keycap;
pub mod ledger;
pub mod list;
pub mod moment;
pub mod open_project;
pub mod others;
pub mod overlay;
pub mod overview;
pub mod page;
pub mod palette;
pub mod preferences_panel;
pub mod prefix_panel;
pub mod report;
pub mod rooms;
pub mod safety;
pub mod schema;
mod stack;
pub mod start;
pub mod status_line;
pub mod visit_band;
