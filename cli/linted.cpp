#include "cli/linted.h"

#include <algorithm>

#include "compiler/check.h"
#include "compiler/emit.h"
#include "grammar/parse.h"
#include "lint/lint.h"

namespace keyward::cli {
namespace {

void LintPolicy(const compiler::Policy& policy, Diagnostics& diagnostics) {
  Diagnostics advice = lint::Lint(policy, *compiler::Emit(policy));
  std::move(advice.begin(), advice.end(), std::back_inserter(diagnostics));
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
}

}  // namespace

Linted LintSource(const SourcePtr& source, const TypeOption& type) {
  Linted linted;
  linted.source = source;
  linted.tree = ReadDocument(*source);
  if (linted.tree.empty()) linted.tree = grammar::Parse(*source).tree;
  linted.type = type.TypeFor(linted.tree);
  compiler::Checked checked = compiler::ParseAndCheck(source, linted.type);
  linted.diagnostics = std::move(checked.diagnostics);
  if (!checked.policy) {
    compiler::CheckOptions stored;
    stored.mode = compiler::CheckMode::kStored;
    checked = compiler::ParseAndCheck(source, linted.type, stored);
  }
  if (checked.policy) LintPolicy(*checked.policy, linted.diagnostics);
  return linted;
}

}  // namespace keyward::cli
