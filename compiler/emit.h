// Emit: Policy to Program.
//
// Flow      Policy --Emit--> Program (flat IR + source map)
// Promise   cannot fail on a checked Policy.
#pragma once

#include <memory>

#include "base/diagnostic.h"
#include "compiler/check.h"
#include "compiler/policy.h"
#include "compiler/program.h"

namespace keyward::compiler {

// Emit compiles a policy: KMS actions become a mask, principals integers and hashes, patterns are
// classified, condition values parsed, equal conditions shared (architecture.md, decision program).
std::shared_ptr<const Program> Emit(const Policy& policy);

// Compiled: what Compile hands over; `program` is null when a diagnostic refuses.
struct Compiled {
  std::shared_ptr<const Program> program;
  Diagnostics diagnostics;
};

// Compile is ParseAndCheck, then Emit.
Compiled Compile(const SourcePtr& source, PolicyType type, const CheckOptions& options = {});

}  // namespace keyward::compiler
