// Check: SyntaxTree to Policy, by the rules of iam.md section 1 for each kind of document.
//
// Flow      SyntaxTree --Check--> Policy + Diagnostics
// Promise   a Policy comes out exactly when no diagnostic refuses. Reports every fault, not only the
//           first. Never throws on input. Codes are Access Analyzer's where it has one.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/policy.h"
#include "grammar/syntax_tree.h"

namespace keyward::compiler {

// CheckMode (R1.12): kOnSave refuses what the service refuses when a document is saved; kStored loads
// documents that older checks let through: their findings become warnings and do not refuse.
enum class CheckMode : uint8_t { kOnSave, kStored };

// ScpProfile (R1.21): the full language of 2025-09, or the older limits.
enum class ScpProfile : uint8_t { kFull, kLegacy };

struct CheckOptions {
  CheckMode mode = CheckMode::kOnSave;
  ScpProfile scp_profile = ScpProfile::kFull;
  size_t scp_max_size = 10240;          // R1.20, 8.3
  size_t trust_policy_max_size = 2048;  // raisable to 4096
  std::string name;                     // what explanations call the policy; may be empty
};

struct Checked {
  std::optional<Policy> policy;
  Diagnostics diagnostics;  // sorted by span
};

// Check reads the whole document in `tree`, which was parsed from `source`.
Checked Check(const grammar::SyntaxTree& tree, const SourcePtr& source, PolicyType type,
              const CheckOptions& options = {});

// ParseAndCheck is Parse with the kind's limits, then Check.
Checked ParseAndCheck(const SourcePtr& source, PolicyType type, const CheckOptions& options = {});

}  // namespace keyward::compiler
