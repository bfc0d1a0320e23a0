#include "lint/strangers/strangers.h"

#include <algorithm>
#include <fmt/core.h>

namespace keyward::lint {
namespace {

using compiler::KmsAction;
using compiler::Predicate;
using compiler::Program;
using evaluator::Truth;

// kMaxWorlds bounds the work on a policy with many conditions; the first worlds are the telling ones.
constexpr int kMaxWorlds = 1024;

evaluator::Principal Stranger() {
  evaluator::Principal principal;
  principal.kind = evaluator::PrincipalKind::kUser;
  principal.arn = fmt::format("arn:aws:iam::{}:user/stranger", kStrangerAccount);
  principal.account = kStrangerAccount;
  evaluator::Prepare(principal);
  return principal;
}

evaluator::Resource Key() {
  evaluator::Resource key;
  key.arn = fmt::format("arn:aws:kms:us-east-1:{}:key/00000000-0000-0000-0000-000000000001",
                        kOwnerAccount);
  key.account = kOwnerAccount;
  evaluator::Prepare(key);
  return key;
}

evaluator::Action ActionOf(KmsAction action) {
  auto made = evaluator::MakeAction(fmt::format("kms:{}", compiler::FactsOf(action).name));
  return made ? std::move(*made) : evaluator::Action();
}

// HasVariables: some value of the test depends on another key.
bool HasVariables(const Program& program, const Predicate& predicate) {
  const auto operands = program.operands(predicate.operands);
  return std::any_of(operands.begin(), operands.end(), [&program](const compiler::Operand& one) {
    return program.text(one.written).find("${") != std::string_view::npos;
  });
}

void SetValue(const compiler::Key& key, std::string_view name, std::string_view value,
              evaluator::Context& context) {
  if (key.multivalued) {
    context.SetMultivalued(name, {value});
  } else {
    context.SetSingle(name, value);
  }
}

}  // namespace

Strangers::Strangers(const Program& program) : program_(program) {
  policies_.resource = {&program};
  policies_.resource_mode = evaluator::ResourceMode::kKey;
  request_.principal = Stranger();
  request_.resource = Key();
  for (uint32_t key = 0; key < program.keys().size(); ++key) {
    values_.push_back(ValuesOf(program, key));
  }
  choice_.assign(values_.size(), 0);
}

// NextWorld counts through the choices like a number with one digit a key; false behind the last.
bool Strangers::NextWorld() {
  for (size_t key = 0; key < values_.size(); ++key) {
    if (++choice_[key] < values_[key].size()) return true;
    choice_[key] = 0;
  }
  return false;
}

void Strangers::SetWorld() {
  evaluator::Context& context = request_.context;
  context.Clear();
  for (uint32_t i = 0; i < values_.size(); ++i) {
    const compiler::Key& key = program_.key(i);
    const std::string_view name = program_.text(key.name);
    const std::string_view owner = OwnerValue(name);
    if (!owner.empty()) {
      SetValue(key, name, owner, context);
    } else if (values_[i].empty()) {
      context.SetUnknown(name);
    } else if (const std::optional<std::string>& value = values_[i][choice_[i]]) {
      SetValue(key, name, *value, context);
    }
  }
}

void Strangers::Decide(KmsAction action) {
  evaluator::AuthorizeOptions options;
  options.full_trace = true;
  request_.action = ActionOf(action);
  evaluator::Authorize(policies_, request_, options, workspace_, decision_);
}

// IsAboutOwner: the test compares a fact of the key's owner with a fixed text; for the key that the
// policy was written for, it holds.
bool Strangers::IsAboutOwner(const Predicate& predicate) const {
  return !OwnerValue(program_.text(program_.key(predicate.key).name)).empty() &&
         !HasVariables(program_, predicate);
}

// StatementHolds: no condition of the statement fails in the world at hand.
bool Strangers::StatementHolds(uint32_t index) const {
  if (decision_.programs.empty()) return false;
  const evaluator::ProgramTrace& trace = decision_.programs.front();
  for (const compiler::PredicateUse& use : program_.uses(program_.statements()[index].uses)) {
    if (IsAboutOwner(program_.predicates()[use.predicate])) continue;
    const uint8_t truth = decision_.predicates[trace.first_predicate + use.predicate].allow;
    if (truth == 1 + static_cast<int>(Truth::kFalse)) return false;
  }
  return true;
}

uint64_t Strangers::ActionsThrough(uint32_t index) {
  const uint64_t wanted = program_.statements()[index].kms_actions & compiler::KeyPolicyActions();
  uint64_t passed = 0;
  std::fill(choice_.begin(), choice_.end(), 0);
  int worlds = 0;
  do {
    SetWorld();
    for (size_t i = 0; i < compiler::kKmsActionCount; ++i) {
      const auto action = static_cast<KmsAction>(i);
      if ((wanted & ~passed & compiler::Bit(action)) == 0) continue;
      Decide(action);
      if (!StatementHolds(index)) break;  // conditions do not depend on the action
      const auto deny = decision_.steps[static_cast<size_t>(evaluator::Step::kExplicitDeny)];
      if (deny != evaluator::StepOutcome::kDeny) passed |= compiler::Bit(action);
    }
  } while (passed != wanted && ++worlds < kMaxWorlds && NextWorld());
  return passed;
}

}  // namespace keyward::lint
