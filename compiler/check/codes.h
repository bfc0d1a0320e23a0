// Code: what Check reports, by name; the table is codes.def.
//
// Flow      element checks --> Inspection::Report(Code) --> Diagnostic::code
// Promise   names and severities only; sorted by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/diagnostic.h"

namespace keyward::compiler {

enum class Code : uint8_t {
#define CODE(name, ...) k##name,
#include "compiler/check/codes.def"
#undef CODE
};

inline constexpr size_t kCodeCount = 0
#define CODE(...) +1
#include "compiler/check/codes.def"
#undef CODE
    ;

// CodeFacts: one line of the table.
struct CodeFacts {
  std::string_view name;
  Severity severity;
  std::string_view meaning;
};
const CodeFacts& FactsOf(Code code);

}  // namespace keyward::compiler
