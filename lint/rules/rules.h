// The rules that rules.def lists, as functions, so that nothing is made before it is needed.
#pragma once

#include "lint/lint.h"

namespace keyward::lint {

#define LINT_RULE(file, Function) const LintRule& Function();
#include "lint/rules.def"
#undef LINT_RULE

}  // namespace keyward::lint
