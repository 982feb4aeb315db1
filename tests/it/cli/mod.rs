//! The program from outside: arguments, standard streams, exit codes, and the files it leaves.

mod crash;
mod example;
mod harness;
mod texts;
