//! Nothing: the tests are in `tests/it`, in one binary, because each binary is linked anew.
