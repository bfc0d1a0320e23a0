#include "evaluator/match/verdict.h"

namespace keyward::evaluator {
namespace {

constexpr size_t Index(Step step) { return static_cast<size_t>(step); }

// The order in which a deny is attributed (R5.5).
constexpr Step kDenyOrder[] = {
    Step::kResourceControl, Step::kServiceControl,      Step::kVpcEndpoint, Step::kResource,
    Step::kIdentity,        Step::kPermissionsBoundary, Step::kSession};

// Partition is the second part of an ARN, or empty.
std::string_view Partition(std::string_view arn) {
  if (!arn.starts_with("arn:")) return {};
  const std::string_view rest = arn.substr(4);
  return rest.substr(0, rest.find(':'));
}

class Conclusion {
 public:
  Conclusion(const AppliedPolicies& policies, const Request& request, const Facts& facts,
             Decision& decision)
      : policies_(policies), request_(request), facts_(facts), decision_(decision) {}

  void Run() {
    FindSides();
    FindLimits();
    FindGates();
    FindPaths();
    Decide();
    ReportSteps();
  }

 private:
  using Kind = PrincipalKind;

  // FindSides: same account or not (R5.28), and operations that never cross (R5.35).
  void FindSides() {
    const Principal& principal = request_.principal;
    const Resource& resource = request_.resource;
    const std::string_view mine = Partition(principal.arn);
    const std::string_view theirs = Partition(resource.arn);
    other_partition_ = !mine.empty() && !theirs.empty() && mine != theirs;
    same_account_ =
        !principal.account.empty() && principal.account == resource.account && !other_partition_;
    decision_.same_account = same_account_;
    const bool entity = !Impersonal();
    decision_.foreign_operation =
        facts_.applies.key_mode && entity && !same_account_ &&
        (!request_.action.kms ? request_.action.service == "kms"
                              : !FactsOf(*request_.action.kms).cross_account);
  }

  // Impersonal callers have no account of their own in the evaluation (R5.40, R5.41).
  bool Impersonal() const {
    const Kind kind = request_.principal.kind;
    return kind == Kind::kService || kind == Kind::kAnonymous || kind == Kind::kIdentityProvider;
  }

  bool RootFederated() const { return FederatedByRoot(request_.principal); }

  // FindLimits: identity, boundary and session (R5.4, R5.23, R5.24, R5.30, R5.42).
  void FindLimits() {
    const Kind kind = request_.principal.kind;
    identity_ = kind == Kind::kAccount || RootFederated() ? Truth::kTrue
                                                          : facts_.allow[Index(Step::kIdentity)];
    boundary_ = policies_.permissions_boundary.empty() || !facts_.applies.permissions_boundary
                    ? Truth::kTrue
                    : facts_.allow[Index(Step::kPermissionsBoundary)];
    const bool has_session = policies_.session.has_value() && facts_.applies.session;
    session_ =
        has_session ? facts_.allow[Index(Step::kSession)] : TruthOf(kind != Kind::kFederatedUser);
    // An AssumeRoot session is limited on every path (R5.42).
    root_session_ = has_session && kind == Kind::kAccount;
  }

  // FindGates: what must allow besides (R5.6 to R5.14). RCPs always allow (R5.10).
  void FindGates() {
    scp_gate_ = policies_.service_control && facts_.applies.service_control ? facts_.scp_levels
                                                                            : Truth::kTrue;
    vpce_gate_ = policies_.vpc_endpoint.empty() || !facts_.applies.vpc_endpoint
                     ? Truth::kTrue
                     : facts_.allow[Index(Step::kVpcEndpoint)];
    gates_ = And(scp_gate_, vpce_gate_);
    deny_ = Truth::kFalse;
    for (const Truth deny : facts_.deny) deny_ = Or(deny_, deny);
  }

  // FindPaths: the ways to an Allow, per source.
  void FindPaths() {
    if (NeedsNoPermission()) return;
    if (other_partition_ || decision_.foreign_operation) return;
    if (RootAssumesRole()) return;
    if (request_.action.kms == compiler::KmsAction::kRetireGrant && facts_.applies.key_mode) {
      FindRetirePaths();
    } else if (Impersonal()) {
      by_resource_ = facts_.resource.direct;
      by_grant_ = facts_.grants.direct;
    } else if (same_account_) {
      FindSameAccountPaths();
    } else {
      FindCrossAccountPaths();
    }
  }

  // NeedsNoPermission: what every signed caller may do (R5.46). GetCallerIdentity cannot even be
  // denied; GetSessionToken can.
  bool NeedsNoPermission() {
    const Kind kind = request_.principal.kind;
    const Action& action = request_.action;
    const bool identity = action.name == "getcalleridentity";
    if (action.service != "sts" || kind == Kind::kAnonymous || kind == Kind::kIdentityProvider ||
        (!identity && action.name != "getsessiontoken")) {
      return false;
    }
    by_identity_ = gates_ = Truth::kTrue;
    if (identity) deny_ = Truth::kFalse;
    return true;
  }

  bool RootAssumesRole() const {
    return facts_.applies.trust_mode && request_.principal.kind == Kind::kAccount &&
           request_.action.name == "assumerole";  // R5.32
  }

  Truth Limits() const { return And(boundary_, session_); }
  Truth RootLimit() const { return root_session_ ? session_ : Truth::kTrue; }

  Truth GrantPath(Truth direct_limit) const {
    const GrantResult& grants = facts_.grants;
    const Truth direct = And(grants.direct, direct_limit);
    const Truth entity = And(grants.entity, Limits());
    const Truth account = And(grants.account, And(identity_, Limits()));
    return Or(direct, Or(entity, account));
  }

  // FindSameAccountPaths: iam.md 5.1 step 7 and 5.3.
  void FindSameAccountPaths() {
    const ProgramResult& resource = facts_.resource;
    by_resource_ = Or(And(resource.direct, RootLimit()), And(resource.entity, Limits()));
    by_grant_ = GrantPath(RootLimit());
    const Truth delegated = NeedsDelegation() ? Delegation() : Truth::kTrue;
    by_identity_ = And(And(identity_, Limits()), delegated);
  }

  bool NeedsDelegation() const { return facts_.applies.key_mode || facts_.applies.trust_mode; }

  // Delegation: the account principal; for the root user it is a direct match already.
  Truth Delegation() const { return facts_.resource.account; }

  // FindCrossAccountPaths: both sides must allow (R5.26, R5.27); a grant is the owner's side (K1.20).
  void FindCrossAccountPaths() {
    by_grant_ = GrantPath(Limits());
    by_identity_ = And(facts_.resource.AnyAllow(), And(identity_, Limits()));
  }

  // FindRetirePaths: K3.51; policies alone never suffice.
  void FindRetirePaths() {
    by_grant_ = GrantPath(same_account_ ? RootLimit() : Limits());
    if (Impersonal()) by_grant_ = facts_.grants.direct;
    if (facts_.grants.owner_relation && !Impersonal()) by_identity_ = And(identity_, Limits());
  }

  void Decide() {
    decision_.core = Or(by_resource_, Or(by_grant_, by_identity_));
    const Truth allowed = And(And(Not(deny_), gates_), decision_.core);
    if (allowed == Truth::kTrue) {
      decision_.outcome = Outcome::kAllowed;
      AttributeAllow();
    } else if (allowed == Truth::kUnknown) {
      decision_.outcome = Outcome::kUnknown;
    } else if (deny_ == Truth::kTrue) {
      decision_.outcome = Outcome::kExplicitDeny;
      decision_.by = FirstDeny();
    } else {
      decision_.outcome = Outcome::kImplicitDeny;
      decision_.by = FirstMissing();
    }
  }

  void AttributeAllow() {
    const auto add = [this](Step step, Truth path) {
      if (path == Truth::kTrue) decision_.allowed_by |= static_cast<uint16_t>(1u << Index(step));
    };
    add(Step::kResource, by_resource_);
    add(Step::kGrant, by_grant_);
    add(Step::kIdentity, by_identity_);
    decision_.by = by_resource_ == Truth::kTrue ? Step::kResource
                   : by_grant_ == Truth::kTrue  ? Step::kGrant
                                                : Step::kIdentity;
  }

  Step FirstDeny() const {
    for (const Step step : kDenyOrder) {
      if (facts_.deny[Index(step)] == Truth::kTrue) return step;
    }
    return Step::kIdentity;
  }

  // FirstMissing: which side is named for an implicit deny (R5.5). What is open counts as allowed.
  Step FirstMissing() const {
    if (scp_gate_ == Truth::kFalse) return Step::kServiceControl;
    if (vpce_gate_ == Truth::kFalse) return Step::kVpcEndpoint;
    if (RootAssumesRole()) return Step::kIdentity;
    if (other_partition_ || decision_.foreign_operation || Impersonal()) return Step::kResource;
    if (request_.action.kms == compiler::KmsAction::kRetireGrant && facts_.applies.key_mode) {
      return MissingForRetire();
    }
    return same_account_ ? MissingInAccount() : MissingAcross();
  }

  static bool MayHold(Truth truth) { return truth != Truth::kFalse; }

  Step MissingLimit() const {
    return boundary_ == Truth::kFalse ? Step::kPermissionsBoundary : Step::kSession;
  }

  Step MissingForRetire() const {
    if (!facts_.grants.owner_relation && !MayHold(facts_.grants.Any())) return Step::kResource;
    const bool entity = MayHold(Or(facts_.grants.entity, facts_.grants.direct));
    return identity_ == Truth::kFalse && !entity ? Step::kIdentity : MissingLimit();
  }

  Step MissingInAccount() const {
    const ProgramResult& resource = facts_.resource;
    const GrantResult& grants = facts_.grants;
    const bool any = MayHold(Or(resource.AnyAllow(), grants.Any()));
    const bool entity = MayHold(Or(resource.entity, grants.entity)) ||
                        (root_session_ && MayHold(Or(resource.direct, grants.direct)));
    const bool account = MayHold(Or(resource.account, grants.account));
    if (NeedsDelegation() && !any) return Step::kResource;
    if (identity_ == Truth::kFalse && !entity) return Step::kIdentity;
    if (NeedsDelegation() && !entity && !account) return Step::kResource;
    return MissingLimit();
  }

  Step MissingAcross() const {
    const bool owner_side = MayHold(Or(facts_.resource.AnyAllow(), facts_.grants.Any()));
    if (!owner_side) return Step::kResource;
    const bool by_grant = MayHold(Or(facts_.grants.direct, facts_.grants.entity));
    if (identity_ == Truth::kFalse && !by_grant) return Step::kIdentity;
    return MissingLimit();
  }

  static StepOutcome OutcomeOf(Truth allow) {
    return allow == Truth::kTrue      ? StepOutcome::kAllow
           : allow == Truth::kUnknown ? StepOutcome::kUnknown
                                      : StepOutcome::kNoAllow;
  }

  void Report(Step step, bool given, bool applies, Truth allow) {
    StepOutcome& outcome = decision_.steps[Index(step)];
    if (!given) {
      outcome = StepOutcome::kNone;
    } else if (!applies) {
      outcome = StepOutcome::kNotApplicable;
    } else {
      outcome = facts_.deny[Index(step)] == Truth::kTrue ? StepOutcome::kDeny : OutcomeOf(allow);
    }
  }

  void ReportSteps() {
    const Applicability& applies = facts_.applies;
    decision_.steps[Index(Step::kExplicitDeny)] = deny_ == Truth::kTrue      ? StepOutcome::kDeny
                                                  : deny_ == Truth::kUnknown ? StepOutcome::kUnknown
                                                                             : StepOutcome::kNone;
    Report(Step::kResourceControl, policies_.resource_control.has_value(), applies.resource_control,
           Truth::kTrue);
    Report(Step::kServiceControl, policies_.service_control.has_value(), applies.service_control,
           scp_gate_);
    Report(Step::kVpcEndpoint, !policies_.vpc_endpoint.empty(), applies.vpc_endpoint, vpce_gate_);
    Report(Step::kResource, !policies_.resource.empty(), applies.resource,
           Impersonal() ? facts_.resource.direct : facts_.resource.AnyAllow());
    Report(Step::kGrant, !policies_.grants.empty(), facts_.grants_considered, facts_.grants.Any());
    const bool root = request_.principal.kind == Kind::kAccount || RootFederated();
    Report(Step::kIdentity, root || !policies_.identity.empty(), root || applies.identity,
           identity_);
    Report(Step::kPermissionsBoundary, !policies_.permissions_boundary.empty(),
           applies.permissions_boundary, boundary_);
    const bool federated = request_.principal.kind == Kind::kFederatedUser;
    Report(Step::kSession, federated || policies_.session.has_value(), applies.session, session_);
  }

  const AppliedPolicies& policies_;
  const Request& request_;
  const Facts& facts_;
  Decision& decision_;
  bool same_account_ = false;
  bool other_partition_ = false;
  bool root_session_ = false;
  Truth identity_ = Truth::kFalse;
  Truth boundary_ = Truth::kTrue;
  Truth session_ = Truth::kTrue;
  Truth scp_gate_ = Truth::kTrue;
  Truth vpce_gate_ = Truth::kTrue;
  Truth gates_ = Truth::kTrue;
  Truth deny_ = Truth::kFalse;
  Truth by_resource_ = Truth::kFalse;
  Truth by_grant_ = Truth::kFalse;
  Truth by_identity_ = Truth::kFalse;
};

}  // namespace

void Facts::Add(const ProgramTrace& place, const ProgramResult& result) {
  const size_t index = Index(place.step);
  deny[index] = Or(deny[index], result.deny);
  allow[index] = Or(allow[index], result.AnyAllow());
  if (place.step == Step::kResource) Merge(resource, result);
  if (place.step != Step::kServiceControl) return;
  // A level that no program came from has no Allow (R5.6).
  while (scp_open < place.level) CloseLevel();
  scp_level = Or(scp_level, result.AnyAllow());
}

void Facts::CloseLevel() {
  scp_levels = And(scp_levels, scp_level);
  scp_level = Truth::kFalse;
  ++scp_open;
}

void Facts::CloseLevels(size_t count) {
  while (scp_open < count) CloseLevel();
}

void Conclude(const AppliedPolicies& policies, const Request& request, const Facts& facts,
              Decision& decision) {
  Conclusion(policies, request, facts, decision).Run();
}

}  // namespace keyward::evaluator
