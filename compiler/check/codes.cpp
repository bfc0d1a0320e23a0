#include "compiler/check/codes.h"

#include <array>

namespace keyward::compiler {
namespace {

constexpr std::array<CodeFacts, kCodeCount> kCodes = {{
#define CODE(name, code, severity, meaning) {code, Severity::k##severity, meaning},
#include "compiler/check/codes.def"
#undef CODE
}};

}  // namespace

const CodeFacts& FactsOf(Code code) { return kCodes[static_cast<size_t>(code)]; }

}  // namespace keyward::compiler
