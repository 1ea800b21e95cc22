# Thin on purpose: each target says which scripts it calls, the scripts say how.
.PHONY: run test bench lint package soak fuzz clean

run:  ## installs what is missing, builds, starts the demo plant on 127.0.0.1:8080
	scripts/setup run
	scripts/build-web
	scripts/build release cleangate
	scripts/run-demo

test:  ## the whole suite
	scripts/setup test
	scripts/test

bench:  ## speed against its floors, one table
	scripts/setup test
	scripts/build release cleangate cleangate_bench
	scripts/bench

lint:  ## layout, clang-tidy on what changed (LINT=--all: on everything), scripts
	scripts/setup dev
	scripts/lint $(LINT)

package:  ## build/package/*.deb, installed and crashed once in a throw-away root
	scripts/setup package
	scripts/build-web
	scripts/build release cleangate
	scripts/package
	packaging/test

soak:  ## the crash and simulation tests, many more rounds
	scripts/setup test
	scripts/build dev
	scripts/soak

fuzz:  ## every fuzz target for FUZZ_SECONDS (60) each
	scripts/setup dev
	scripts/build fuzz
	scripts/fuzz

clean:
	rm -rf build web/*/dist
