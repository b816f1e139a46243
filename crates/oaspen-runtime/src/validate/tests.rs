//! What the checks accept and refuse.
