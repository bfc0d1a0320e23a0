#include "compiler/check.h"
#include "compiler/emit.h"
#include "evaluator/grant.h"
#include "grammar/host_reader.h"
#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

using compiler::PolicyType;

PolicyType TypeOf(reference::ResourceMode mode) {
  switch (mode) {
    case reference::ResourceMode::kKey: return PolicyType::kKeyPolicy;
    case reference::ResourceMode::kTrust: return PolicyType::kRoleTrust;
    case reference::ResourceMode::kNormal: break;
  }
  return PolicyType::kResource;
}

evaluator::Principal ConvertPrincipal(const reference::Principal& from) {
  evaluator::Principal principal;
  principal.kind = static_cast<evaluator::PrincipalKind>(from.kind);
  principal.arn = from.arn;
  principal.account = from.account;
  principal.id = from.id;
  principal.role_arn = from.role_arn;
  principal.federating_user_arn = from.federating_user_arn;
  principal.service_names = from.service_names;
  principal.service_linked_role = from.service_linked_role;
  principal.management_account = from.management_account;
  Prepare(principal);
  return principal;
}

evaluator::GrantFacts ConvertGrant(const reference::Grant& from) {
  evaluator::GrantFacts facts;
  facts.key_id = from.key_id;
  facts.grantee_principal = from.grantee;
  facts.grantee_service_principal = from.grantee_service;
  facts.retiring_principal = from.retiring;
  facts.retiring_service_principal = from.retiring_service;
  facts.issuing_account = from.issuing_account;
  facts.operations = from.operations;
  if (from.has_equals) facts.encryption_context_equals = from.equals;
  if (from.has_subset) facts.encryption_context_subset = from.subset;
  facts.source_arn = from.source_arn;
  return facts;
}

reference::By ConvertBy(const evaluator::Decision& decision) {
  using evaluator::Step;
  if (decision.outcome == evaluator::Outcome::kUnknown) return reference::By::kNone;
  switch (decision.by) {
    case Step::kResource: return reference::By::kResource;
    case Step::kGrant: return reference::By::kGrant;
    case Step::kIdentity: return reference::By::kIdentity;
    case Step::kPermissionsBoundary: return reference::By::kPermissionsBoundary;
    case Step::kSession: return reference::By::kSession;
    case Step::kServiceControl: return reference::By::kServiceControl;
    case Step::kResourceControl: return reference::By::kResourceControl;
    case Step::kVpcEndpoint: return reference::By::kVpcEndpoint;
    case Step::kExplicitDeny: break;
  }
  return reference::By::kNone;
}

}  // namespace

const BuiltWorld::Loaded* BuiltWorld::Load(const DocumentSpec& document, PolicyType type) {
  const auto source = Source::Create("world", Text(document));
  grammar::SyntaxTree tree;
  if (!source || grammar::ReadHost((*source)->text(), tree)) return nullptr;
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  compiler::Checked checked = Check(tree, *source, type, options);
  if (!checked.policy) return nullptr;
  auto program = Emit(*checked.policy);
  loaded_.push_back(std::make_unique<Loaded>(Loaded{std::move(*checked.policy), program}));
  return loaded_.back().get();
}

bool BuiltWorld::LoadList(const std::vector<DocumentSpec>& documents, PolicyType type,
                          evaluator::Programs& programs, reference::Policies& policies) {
  for (const DocumentSpec& document : documents) {
    const Loaded* loaded = Load(document, type);
    if (loaded == nullptr) return false;
    programs.push_back(loaded->program.get());
    policies.push_back(&loaded->policy);
  }
  return true;
}

bool BuiltWorld::LoadAll(const WorldSpec& spec) {
  const auto one = [](const std::optional<DocumentSpec>& document) {
    return document ? std::vector<DocumentSpec>{*document} : std::vector<DocumentSpec>{};
  };
  reference::Policies resource;
  reference::Policies endpoint;
  bool ok =
      LoadList(spec.identity, PolicyType::kIdentity, policies_.identity, world_.identity) &&
      LoadList(one(spec.boundary), PolicyType::kPermissionsBoundary, policies_.permissions_boundary,
               world_.boundary) &&
      LoadList(one(spec.resource_policy), TypeOf(spec.mode), policies_.resource, resource) &&
      LoadList(one(spec.vpc_endpoint), PolicyType::kVpcEndpoint, policies_.vpc_endpoint, endpoint);
  if (!resource.empty()) world_.resource_policy = resource[0];
  if (!endpoint.empty()) world_.vpc_endpoint = endpoint[0];
  if (spec.session) {
    world_.has_session = true;
    policies_.session.emplace();
    ok = ok && LoadList(*spec.session, PolicyType::kSession, *policies_.session, world_.session);
  }
  const auto levels = [&](const auto& from, PolicyType type, auto& programs, auto& policies) {
    programs.emplace(from.size());
    policies.resize(from.size());
    for (size_t i = 0; i < from.size() && ok; ++i) {
      ok = LoadList(from[i], type, (*programs)[i], policies[i]);
    }
  };
  world_.has_scp = spec.scp.has_value();
  world_.has_rcp = spec.rcp.has_value();
  if (spec.scp)
    levels(*spec.scp, PolicyType::kServiceControl, policies_.service_control, world_.scp);
  if (spec.rcp) {
    levels(*spec.rcp, PolicyType::kResourceControl, policies_.resource_control, world_.rcp);
  }
  return ok;
}

void BuiltWorld::FillRequest(const WorldSpec& spec) {
  request_.principal = ConvertPrincipal(spec.principal);
  request_.action = evaluator::MakeAction(spec.action).value();
  request_.resource.arn = spec.resource.arn;
  request_.resource.account = spec.resource.account;
  request_.resource.management_account = spec.resource.management_account;
  request_.resource.aws_managed_key = spec.resource.aws_managed_key;
  Prepare(request_.resource);
  for (const ContextSpec& entry : spec.context) {
    if (entry.unknown) {
      request_.context.SetUnknown(entry.key);
    } else if (entry.multi) {
      request_.context.BeginList(entry.key);
      for (const std::string& item : entry.items) request_.context.AddToList(item);
    } else {
      request_.context.SetSingle(entry.key, entry.items[0]);
    }
  }
  request_.encryption_context = spec.encryption_context;
  options_.not_principal = spec.strict_not_principal ? evaluator::NotPrincipalMode::kStrict
                                                     : evaluator::NotPrincipalMode::kLenient;
  options_.type_errors =
      spec.fail_closed ? evaluator::TypeErrors::kFailClosed : evaluator::TypeErrors::kAwsLike;
}

void BuiltWorld::FillReference(const WorldSpec& spec) {
  world_.principal = spec.principal;
  world_.action = spec.action;
  world_.resource = spec.resource;
  for (const ContextSpec& entry : spec.context) {
    world_.context.push_back({entry.key, {entry.multi, entry.unknown, entry.items}});
  }
  world_.encryption_context = spec.encryption_context;
  world_.mode = spec.mode;
  world_.gateway_endpoint = spec.gateway_endpoint;
  world_.grants = spec.grants;
  world_.strict_not_principal = spec.strict_not_principal;
  world_.fail_closed = spec.fail_closed;
}

bool BuiltWorld::FillGrants(const WorldSpec& spec) {
  for (const reference::Grant& grant : spec.grants) {
    auto made = evaluator::MakeGrant(ConvertGrant(grant));
    if (!made) return false;
    policies_.grants.push_back(std::move(*made));
  }
  return true;
}

std::unique_ptr<BuiltWorld> BuiltWorld::Build(const WorldSpec& spec) {
  auto world = std::make_unique<BuiltWorld>();
  if (!world->LoadAll(spec) || !world->FillGrants(spec)) return nullptr;
  world->policies_.resource_mode = static_cast<evaluator::ResourceMode>(spec.mode);
  world->policies_.gateway_endpoint = spec.gateway_endpoint;
  world->FillRequest(spec);
  world->FillReference(spec);
  return world;
}

Answer BuiltWorld::AskReference() const {
  const reference::Answer answer = reference::Decide(world_);
  return {answer.outcome,
          answer.outcome == reference::Outcome::kUnknown ? reference::By::kNone : answer.by};
}

Answer BuiltWorld::AskProduct(evaluator::Workspace& workspace,
                              evaluator::Decision& decision) const {
  const auto ask = [&](bool full_trace) {
    evaluator::AuthorizeOptions options = options_;
    options.full_trace = full_trace;
    Authorize(policies_, request_, options, workspace, decision);
    return Answer{static_cast<reference::Outcome>(decision.outcome), ConvertBy(decision)};
  };
  const Answer full = ask(true);
  const Answer quick = ask(false);
  // A disagreement between the two must not pass for an agreement with the reference.
  return full == quick ? quick : Answer{reference::Outcome::kUnknown, reference::By::kGrant};
}

}  // namespace keyward::worlds
