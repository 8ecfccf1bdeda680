#!/bin/bash
# local helper, not committed
set -e
cd /work/wt/syntax
cargo fmt
cargo clippy -q -p asl-compiler --all-targets -- -D warnings
cargo test -q -p asl-compiler 2>&1 | grep -E 'test result|FAILED|panicked|error' | sort | uniq -c
