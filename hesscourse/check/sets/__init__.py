"""What each sheet asks: one module a sheet, with `given(pick)` and `tasks(given)`."""
