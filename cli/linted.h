// Linted: one policy document with everything that Check and Lint say about it.
//
// Flow      Source --Check as if it were saved, Lint--> Linted --report/--> findings
#pragma once

#include "base/diagnostic.h"
#include "base/source.h"
#include "cli/document.h"
#include "grammar/syntax_tree.h"

namespace keyward::cli {

struct Linted {
  SourcePtr source;
  grammar::SyntaxTree tree;  // what could be read of it
  compiler::PolicyType type = compiler::PolicyType::kIdentity;
  Diagnostics diagnostics;  // sorted by span
};

// LintSource checks and lints a text. A document that would be refused when it is saved is linted as
// the stored document it may be.
Linted LintSource(const SourcePtr& source, const TypeOption& type);

}  // namespace keyward::cli
