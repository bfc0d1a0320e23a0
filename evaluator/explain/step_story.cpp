#include "evaluator/explain/step_story.h"

#include <fmt/format.h>
#include <set>

#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;

constexpr size_t kMaxNames = 3;

// Narrator tells the steps of one decision.
class Narrator {
 public:
  Narrator(const Decision& decision, const AppliedPolicies& policies, const Request& request,
           const std::vector<GrantStory>& grants)
      : decision_(decision), policies_(policies), request_(request), grants_(grants) {}

  std::string Tell(Step step) const {
    if (decision_.internal_error) return "the evaluation failed, and a failure denies";
    switch (step) {
      case Step::kExplicitDeny: return ExplicitDeny();
      case Step::kResource: return Resource();
      case Step::kGrant: return GrantStep();
      case Step::kIdentity: return Identity();
      case Step::kPermissionsBoundary:
      case Step::kSession: return Limit(step);
      default: return Gate(step);
    }
  }

 private:
  StepOutcome OutcomeOf(Step step) const { return decision_.steps[static_cast<size_t>(step)]; }
  const std::string& action() const { return request_.action.text; }

  // Names lists the statements of `effect` whose result is `truth`; of one step, or of all.
  std::string Names(Effect effect, Truth truth, std::optional<Step> step,
                    std::optional<MatchKind> kind = {}) const {
    std::vector<std::string> names;
    for (const ProgramTrace& place : decision_.programs) {
      if (!place.applicable || (step && place.step != *step)) continue;
      for (uint32_t i = 0; i < place.program->statements().size(); ++i) {
        const StatementTrace& trace = decision_.statement(place, i);
        if (place.program->statements()[i].effect != effect || Applies(trace) != truth) continue;
        if (kind && static_cast<MatchKind>(trace.kind) != *kind) continue;
        names.push_back(StatementName(place, i));
      }
    }
    return Joined(names);
  }

  static std::string Joined(const std::vector<std::string>& names) {
    std::string list;
    for (size_t i = 0; i < names.size() && i < kMaxNames; ++i) {
      if (i > 0) list += ", ";
      list += names[i];
    }
    if (names.size() > kMaxNames) list += fmt::format(" and {} more", names.size() - kMaxNames);
    return list;
  }

  std::string ExplicitDeny() const {
    const StepOutcome outcome = OutcomeOf(Step::kExplicitDeny);
    if (outcome == StepOutcome::kDeny) {
      return fmt::format("{} applies", Names(Effect::kDeny, Truth::kTrue, {}));
    }
    if (outcome == StepOutcome::kUnknown) {
      return fmt::format("{} may apply", Names(Effect::kDeny, Truth::kUnknown, {}));
    }
    return "no Deny statement applies";
  }

  // Common tells what is told of every kind alike; empty where there is more to say.
  std::string Common(Step step) const {
    switch (OutcomeOf(step)) {
      case StepOutcome::kNone:
        return decision_.by == step ? fmt::format("no {} given", PolicyWords(step)) : "none given";
      case StepOutcome::kNotApplicable: return NotApplicable(step);
      case StepOutcome::kDeny:
        return fmt::format("{} denies", Names(Effect::kDeny, Truth::kTrue, step));
      case StepOutcome::kUnknown: return Unknown(step);
      default: return {};
    }
  }

  std::string Unknown(Step step) const {
    const std::string allows = Names(Effect::kAllow, Truth::kUnknown, step);
    if (!allows.empty()) return fmt::format("{} may allow", allows);
    return "open: it depends on keys that were left unknown";
  }

  std::string NotApplicable(Step step) const {
    if (step == Step::kResource) return "it has no say about this action";
    if (step == Step::kGrant) return fmt::format("grants have no say about {}", action());
    if (step == Step::kResourceControl) {
      return "resource control policies have no say about this call";
    }
    const Principal& principal = request_.principal;
    if (step == Step::kServiceControl && principal.management_account) {
      return "the organization's management account is exempt";
    }
    if (step == Step::kServiceControl && principal.service_linked_role) {
      return "service-linked roles are exempt";
    }
    return fmt::format("a caller of type {} has none", PrincipalKindName(principal.kind));
  }

  std::string Gate(Step step) const {
    const std::string common = Common(step);
    if (!common.empty()) return common;
    if (step == Step::kResourceControl) return "no resource control policy denies";
    if (step == Step::kVpcEndpoint) return AllowOrNot(step);
    if (OutcomeOf(step) == StepOutcome::kAllow) return "every level has a policy that allows";
    return ClosedLevels();
  }

  // ClosedLevels names the levels on which no service control policy allows.
  std::string ClosedLevels() const {
    std::set<size_t> open;
    for (const ProgramTrace& place : decision_.programs) {
      if (place.step != Step::kServiceControl) continue;
      for (uint32_t i = 0; i < place.program->statements().size(); ++i) {
        const bool allow = place.program->statements()[i].effect == Effect::kAllow;
        if (allow && Applies(decision_.statement(place, i)) != Truth::kFalse) {
          open.insert(place.level);
        }
      }
    }
    const size_t count = policies_.service_control ? policies_.service_control->size() : 0;
    for (size_t level = 0; level < count; ++level) {
      if (open.count(level) != 0) continue;
      const bool empty = (*policies_.service_control)[level].empty();
      return fmt::format(
          "level {} of {} (root first) {} {}", level + 1, count,
          empty ? "has no policy, so nothing there allows" : "has no policy that allows", action());
    }
    return fmt::format("no policy allows {}", action());
  }

  std::string AllowOrNot(Step step) const {
    if (OutcomeOf(step) != StepOutcome::kAllow) {
      return fmt::format("no {} allows {}", PolicyWords(step), action());
    }
    return fmt::format("{} allows", Names(Effect::kAllow, Truth::kTrue, step));
  }

  std::string Resource() const {
    if (decision_.foreign_operation) {
      return fmt::format("{} cannot be used from another account, whatever policies say", action());
    }
    const std::string common = Common(Step::kResource);
    if (!common.empty()) return common;
    const auto names = [this](MatchKind kind) {
      return Names(Effect::kAllow, Truth::kTrue, Step::kResource, kind);
    };
    const std::string direct = names(MatchKind::kDirect);
    if (!direct.empty()) return fmt::format("{} allows the caller directly", direct);
    const std::string entity = names(MatchKind::kEntity);
    if (!entity.empty()) return fmt::format("{} allows the caller's role", entity);
    const std::string account = names(MatchKind::kAccount);
    if (!account.empty()) {
      return fmt::format("{} lets the account decide with its own policies", account);
    }
    return fmt::format("no statement lets the caller or the caller's account use {}", action());
  }

  std::string GrantStep() const {
    const std::string common = Common(Step::kGrant);
    if (!common.empty()) return common;
    if (OutcomeOf(Step::kGrant) == StepOutcome::kAllow) {
      std::vector<std::string> names;
      for (const GrantStory& grant : grants_) names.push_back(grant.name);
      return fmt::format("grant {} allows", Joined(names));
    }
    if (grants_.empty()) return "no grant is for this key";
    const GrantStory& nearest = grants_.front();
    std::string reasons;
    for (const std::string& reason : nearest.reasons) {
      reasons += (reasons.empty() ? ": " : "; ") + reason;
    }
    const size_t others = grants_.size() - 1;
    return fmt::format("grant {} does not allow{}{}", nearest.name, reasons,
                       others == 0 ? "" : fmt::format(" (and {} more)", others));
  }

  bool IsKey() const {
    for (const ProgramTrace& place : decision_.programs) {
      if (place.step == Step::kResource && place.applicable &&
          place.program->type() == compiler::PolicyType::kKeyPolicy) {
        return true;
      }
    }
    return false;
  }

  // Undelegated: identity policies allow, and the key policy does not let them count (K1.14).
  bool Undelegated() const {
    return IsKey() && decision_.same_account && !decision_.AllowedBy(Step::kIdentity) &&
           Names(Effect::kAllow, Truth::kTrue, Step::kResource, MatchKind::kAccount).empty() &&
           Names(Effect::kAllow, Truth::kUnknown, Step::kResource, MatchKind::kAccount).empty();
  }

  std::string Identity() const {
    const std::string common = Common(Step::kIdentity);
    if (!common.empty()) return common;
    const bool allows = OutcomeOf(Step::kIdentity) == StepOutcome::kAllow;
    std::string sentence = AllowOrNot(Step::kIdentity);
    if (allows && request_.principal.kind == PrincipalKind::kAccount) {
      sentence = "the root user needs no identity-based policy";
    } else if (allows && request_.principal.kind == PrincipalKind::kFederatedUser &&
               Names(Effect::kAllow, Truth::kTrue, Step::kIdentity).empty()) {
      sentence = "the root user who federated needs no identity-based policy";
    }
    if (allows && Undelegated()) {
      sentence += ", but no key policy statement lets the account decide, so it does not count";
    }
    return sentence;
  }

  std::string Limit(Step step) const {
    if (OutcomeOf(step) == StepOutcome::kNoAllow && step == Step::kSession && !policies_.session) {
      return "a federated user without session policy has no permissions of its own";
    }
    const std::string common = Common(step);
    if (!common.empty()) return common;
    std::string sentence = AllowOrNot(step);
    if (OutcomeOf(step) == StepOutcome::kNoAllow && decision_.outcome == Outcome::kAllowed) {
      sentence += ", which does not limit this path";
    }
    return sentence;
  }

  const Decision& decision_;
  const AppliedPolicies& policies_;
  const Request& request_;
  const std::vector<GrantStory>& grants_;
};

}  // namespace

std::vector<StepStory> StepStories(const Decision& decision, const AppliedPolicies& policies,
                                   const Request& request, const std::vector<GrantStory>& grants) {
  const Narrator narrator(decision, policies, request, grants);
  std::vector<StepStory> stories;
  for (size_t i = 0; i < kStepCount; ++i) {
    const auto step = static_cast<Step>(i);
    stories.push_back(StepStory{step, decision.steps[i], narrator.Tell(step)});
  }
  return stories;
}

}  // namespace keyward::evaluator
