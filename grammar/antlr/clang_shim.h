// clang_shim: lets clang read the ANTLR 4.9 runtime; included ahead of everything in its files.
//
// The runtime's Vocabulary defaults its constructor beside const members without initialisers,
// which clang refuses and g++ takes. Naming the members through macros gives them initialisers.
#pragma once

#include <string>
#include <vector>

#include "antlr4-common.h"

#define _literalNames \
  _literalNames {}
#define _symbolicNames \
  _symbolicNames {}
#define _displayNames \
  _displayNames {}
#include "Vocabulary.h"
#undef _literalNames
#undef _symbolicNames
#undef _displayNames
