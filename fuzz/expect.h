#pragma once
// What must hold for every input of a fuzz target: a broken expectation is a crash to be kept.

#include <cstdio>
#include <cstdlib>

#define FUZZ_EXPECT(condition)                                             \
  do {                                                                     \
    if (!(condition)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                        \
    }                                                                      \
  } while (false)
