// Span, Position: places in a text.
//
// Flow      Source offsets --> Span on every SyntaxTree node --> Diagnostic --> Source::Locate
// Promise   plain values; a Span is half-open and counts bytes of one Source's text.
#pragma once

#include <cstdint>

namespace keyward {

// Span: the bytes [begin, end) of one Source's text.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

// Position: a place for people and editors. Line and column count from 1, columns in Unicode
// code points; offset counts bytes from 0.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t offset = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace keyward
