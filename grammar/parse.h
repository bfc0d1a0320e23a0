// Parse: policy text to SyntaxTree, through the ANTLR grammar PolicyDocument.g4.
//
// Flow      Source --Parse--> SyntaxTree + Diagnostics --Check--> Policy
// Promise   never throws; never recurses deeper than limits.max_depth; linear in the text; reports
//           several syntax errors in one run, each saying what was expected and what was found,
//           with a fix where one is sure. Codes: JSON_SYNTAX_ERROR, and for limits
//           POLICY_TOO_LARGE, POLICY_TOO_DEEP, POLICY_INVALID_CHARACTER (R1.1: only U+0009,
//           U+000A, U+000D, U+0020-U+00FF). All of them have refuses = true.
#pragma once

#include <cstddef>

#include "base/diagnostic.h"
#include "base/source.h"
#include "grammar/syntax_tree.h"

namespace keyward::grammar {

// ParseLimits: checked before the first token is made.
struct ParseLimits {
  size_t max_bytes = size_t{1} << 20;  // 1 MiB; callers lower it to the policy kind's own limit
  int max_depth = 32;                  // nested objects and arrays; at most 512
  int max_errors = 20;                 // syntax errors reported before giving up
};

// Parsed: the tree is whole and `diagnostics` empty when `ok`; else the tree is empty.
struct Parsed {
  SyntaxTree tree;
  Diagnostics diagnostics;
  bool ok = false;
};

// Parse reads one JSON document (RFC 8259; R1.1, R1.3). Text behind the document is an error.
Parsed Parse(const Source& source, const ParseLimits& limits = {});

}  // namespace keyward::grammar
