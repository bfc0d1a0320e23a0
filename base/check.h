// KEYWARD_CHECK: states what our own code guarantees; a violation aborts with file and line.
//
// Promise   never reachable from input: input faults are Diagnostics or Results.
#pragma once

#include <cstdio>
#include <cstdlib>

#define KEYWARD_CHECK(condition)                                                         \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
