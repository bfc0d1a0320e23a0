#include <array>
#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

// kSingleValued: families of keys of which KMS knows that each holds one value (K1.33).
constexpr std::array<std::string_view, 2> kSingleValued = {"kms:EncryptionContext:",
                                                           "aws:RequestTag/"};

bool IsSingleValued(std::string_view key) {
  for (std::string_view family : kSingleValued) {
    if (key.size() >= family.size() &&
        EqualsIgnoringAsciiCase(key.substr(0, family.size()), family)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void CheckKeyPolicyTest(Inspection& in, const ConditionTest& test) {
  if (test.op.qualifier != Qualifier::kForAllValues || !IsSingleValued(test.key.value)) return;
  OperatorName bare = test.op;
  bare.qualifier = Qualifier::kNone;
  in.Report(Refusal::kOnSave, Code::kOverlyPermissiveCondition, test.operator_span,
            fmt::format("OverlyPermissiveCondition: ForAllValues with the single-valued key {} "
                        "matches requests without that value",
                        Quote(test.key.value)),
            fmt::format("remove ForAllValues: write \"{}\"", Spell(bare)))
      .notes.push_back({test.key.span, "the single-valued key"});
}

}  // namespace keyward::compiler
