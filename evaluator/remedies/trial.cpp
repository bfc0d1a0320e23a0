#include "evaluator/remedies/trial.h"

#include <algorithm>

#include "compiler/emit.h"
#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

constexpr size_t kManyGrants = 64;

// kNever stands in a removed statement's place: no request asks for this action.
constexpr std::string_view kNever =
    R"({"Effect":"Deny","Action":"keyward:Removed","Resource":"arn:aws:keyward:::removed"})";
constexpr std::string_view kNeverForAll =
    R"({"Effect":"Deny","Principal":"*","Action":"keyward:Removed","Resource":"*"})";
constexpr std::string_view kNeverAssumed =
    R"({"Effect":"Deny","Principal":"*","Action":"keyward:Removed"})";

std::string_view NeverFor(compiler::PolicyType type) {
  if (type == compiler::PolicyType::kRoleTrust) return kNeverAssumed;
  return HasPrincipal(type) ? kNeverForAll : kNever;
}

// Programs of a step: where a statement is added, or taken away.
Programs& ProgramsOf(AppliedPolicies& policies, Step step, int level) {
  const auto index = static_cast<size_t>(std::max(level, 0));
  switch (step) {
    case Step::kServiceControl: return (*policies.service_control)[index];
    case Step::kResourceControl: return (*policies.resource_control)[index];
    case Step::kVpcEndpoint: return policies.vpc_endpoint;
    case Step::kResource: return policies.resource;
    case Step::kPermissionsBoundary: return policies.permissions_boundary;
    case Step::kSession:
      if (!policies.session) policies.session.emplace();
      return *policies.session;
    default: return policies.identity;
  }
}

void Replace(AppliedPolicies& policies, const compiler::Program* old,
             const compiler::Program* fresh) {
  const auto in = [&](Programs& programs) {
    std::replace(programs.begin(), programs.end(), old, fresh);
  };
  in(policies.identity);
  in(policies.permissions_boundary);
  in(policies.resource);
  in(policies.vpc_endpoint);
  if (policies.session) in(*policies.session);
  if (policies.service_control) {
    for (Programs& level : *policies.service_control) in(level);
  }
  if (policies.resource_control) {
    for (Programs& level : *policies.resource_control) in(level);
  }
}

// CallAsOwner makes the root user of the resource's account the caller: none of the old caller's
// policies are left.
void CallAsOwner(AppliedPolicies& policies, Request& request) {
  const std::string& arn = request.resource.arn;
  const size_t begin = arn.find(':') + 1;
  const std::string partition = arn.substr(begin, arn.find(':', begin) - begin);
  const std::string root = "arn:" + partition + ":iam::" + request.resource.account + ":root";
  Result<Principal> owner = ReadPrincipal(root);
  if (!owner) return;
  Prepare(*owner);
  request.principal = std::move(*owner);
  for (const char* key : {"aws:PrincipalAccount", "kms:CallerAccount"}) {
    SetContextValues(request, key, {request.resource.account});
  }
  SetContextValues(request, "aws:PrincipalArn", {root});
  SetContextValues(request, "aws:PrincipalType", {"Account"});
  policies.identity.clear();
  policies.permissions_boundary.clear();
  policies.session.reset();
  policies.service_control.reset();
}

}  // namespace

std::shared_ptr<const compiler::Program> Rewritten(const compiler::Program& program,
                                                   const SourcePtr& source,
                                                   std::vector<Rewrite> rewrites) {
  if (source == nullptr) return nullptr;
  std::string text(source->text());
  std::sort(rewrites.begin(), rewrites.end(),
            [](const Rewrite& a, const Rewrite& b) { return a.statement > b.statement; });
  for (const Rewrite& rewrite : rewrites) {
    const Span span = program.sources()[rewrite.statement].span;
    if (span.end > text.size() || span.begin >= span.end) return nullptr;
    const std::string_view fresh = rewrite.text.empty() ? NeverFor(program.type()) : rewrite.text;
    text.replace(span.begin, span.end - span.begin, fresh);
  }
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  options.name = program.name();
  const Result<SourcePtr> edited = Source::Create(source->name(), std::move(text));
  if (!edited) return nullptr;
  return compiler::Compile(*edited, program.type(), options).program;
}

Trial::Trial(const AppliedPolicies& policies, const Request& request,
             const AuthorizeOptions& options, const SourceOf& source_of)
    : policies_(policies), request_(request), source_of_(source_of), options_(options) {
  options_.full_trace = false;
  for (const Grant& grant : policies.grants) {
    const Party& grantee = grant.grantee;
    const bool concerned = policies.grants.size() <= kManyGrants ||
                           CoversParty(grantee.match, grantee.account, grantee.hash, grantee.text,
                                       request.principal) != MatchKind::kNone;
    if (concerned) grants_.push_back(grant);
  }
}

AppliedPolicies Trial::CopyPolicies() const {
  AppliedPolicies policies;
  policies.identity = policies_.identity;
  policies.permissions_boundary = policies_.permissions_boundary;
  policies.session = policies_.session;
  policies.resource = policies_.resource;
  policies.resource_mode = policies_.resource_mode;
  policies.service_control = policies_.service_control;
  policies.resource_control = policies_.resource_control;
  policies.vpc_endpoint = policies_.vpc_endpoint;
  policies.gateway_endpoint = policies_.gateway_endpoint;
  policies.grants = grants_;
  return policies;
}

void Trial::Apply(const Candidate& candidate, AppliedPolicies& policies, Request& request,
                  Rewrites& rewrites) {
  if (candidate.as_owner) CallAsOwner(policies, request);
  if (candidate.grant) policies.grants.push_back(*candidate.grant);
  size_t program = 0;
  for (const Change& change : candidate.changes) {
    switch (change.kind) {
      case ChangeKind::kSetContext: SetContextValues(request, change.key, change.values); break;
      case ChangeKind::kAddStatement:
        ProgramsOf(policies, change.step, change.level)
            .push_back(candidate.programs[program++].get());
        break;
      case ChangeKind::kRemoveStatement:
      case ChangeKind::kAddResource:
        rewrites[change.target.program].push_back({change.target.index, candidate.rewritten});
        break;
      case ChangeKind::kUseOperation:
      case ChangeKind::kAddGrant: break;
    }
  }
}

bool Trial::Recompile(const Rewrites& rewrites, AppliedPolicies& policies,
                      std::vector<ProgramPtr>& kept) const {
  for (const auto& [program, statements] : rewrites) {
    kept.push_back(Rewritten(*program, source_of_(*program), statements));
    if (kept.back() == nullptr) return false;
    Replace(policies, program, kept.back().get());
  }
  return true;
}

bool Trial::Allows(const std::vector<const Candidate*>& candidates) {
  AppliedPolicies policies = CopyPolicies();
  Request request = request_;
  Rewrites rewrites;
  for (const Candidate* candidate : candidates) Apply(*candidate, policies, request, rewrites);
  std::vector<ProgramPtr> kept;  // while the evaluation runs
  ++count_;
  if (!Recompile(rewrites, policies, kept)) return false;
  Authorize(policies, request, options_, workspace_, decision_);
  return decision_.outcome == Outcome::kAllowed;
}

}  // namespace keyward::evaluator
