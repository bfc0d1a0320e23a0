#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string List(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) out += (out.size() > 1 ? "," : "") + Quote(value);
  return out + ']';
}

std::string Text(const StatementSpec& statement) {
  std::string out = fmt::format("{{\"Effect\":\"{}\"", statement.allow ? "Allow" : "Deny");
  if (!statement.principal.empty()) {
    out += fmt::format(",\"{}Principal\":{}", statement.not_principal ? "Not" : "",
                       statement.principal);
  }
  out +=
      fmt::format(",\"{}Action\":{}", statement.not_action ? "Not" : "", List(statement.actions));
  if (statement.has_resource) {
    out += fmt::format(",\"{}Resource\":{}", statement.not_resource ? "Not" : "",
                       List(statement.resources));
  }
  if (!statement.conditions.empty()) {
    // One object per operator: the same operator may stand for several keys.
    out += ",\"Condition\":{";
    std::vector<std::string> done;
    for (const ConditionSpec& first : statement.conditions) {
      if (std::find(done.begin(), done.end(), first.op) != done.end()) continue;
      out += (done.empty() ? "" : ",") + Quote(first.op) + ":{";
      bool comma = false;
      for (const ConditionSpec& test : statement.conditions) {
        if (test.op != first.op) continue;
        out += (comma ? "," : "") + Quote(test.key) + ':' + List(test.values);
        comma = true;
      }
      out += '}';
      done.push_back(first.op);
    }
    out += '}';
  }
  return out + '}';
}

constexpr std::string_view kOutcomes[] = {"allowed", "explicitDeny", "implicitDeny", "unknown"};
constexpr std::string_view kBys[] = {
    "-",       "resource",       "grant",           "identity",   "permissionsBoundary",
    "session", "serviceControl", "resourceControl", "vpcEndpoint"};

std::string Text(const reference::Grant& grant) {
  return fmt::format(
      "grant key={} grantee={}{} retiring={}{} issuing={} operations={} equals={}{} subset={}{} "
      "source={}\n",
      grant.key_id, grant.grantee, grant.grantee_service, grant.retiring, grant.retiring_service,
      grant.issuing_account, grant.operations, grant.has_equals, grant.equals, grant.has_subset,
      grant.subset, grant.source_arn);
}

}  // namespace

std::string Describe(const Answer& answer) {
  return fmt::format("{} by {}", kOutcomes[static_cast<size_t>(answer.outcome)],
                     kBys[static_cast<size_t>(answer.by)]);
}

std::string Text(const DocumentSpec& document) {
  std::string out = fmt::format("{{\"Version\":\"{}\",\"Statement\":[",
                                document.v2012 ? "2012-10-17" : "2008-10-17");
  for (size_t i = 0; i < document.statements.size(); ++i) {
    out += (i == 0 ? "" : ",") + Text(document.statements[i]);
  }
  return out + "]}";
}

std::string Text(const WorldSpec& world) {
  const reference::Principal& p = world.principal;
  std::string out = fmt::format(
      "principal kind={} arn={} account={} id={} role={} federating={} services={} slr={} "
      "mgmt={}\n",
      static_cast<int>(p.kind), p.arn, p.account, p.id, p.role_arn, p.federating_user_arn,
      p.service_names, p.service_linked_role, p.management_account);
  out += fmt::format(
      "action {} resource {} account={} mgmt={} managed={} mode={} strict={} closed={}\n",
      world.action, world.resource.arn, world.resource.account, world.resource.management_account,
      world.resource.aws_managed_key, static_cast<int>(world.mode), world.strict_not_principal,
      world.fail_closed);
  for (const ContextSpec& c : world.context) {
    out += fmt::format("context {} multi={} unknown={} {}\n", c.key, c.multi, c.unknown, c.items);
  }
  out += fmt::format("encryption context {}\n", world.encryption_context);
  const auto list = [&out](std::string_view name, const auto& documents) {
    for (const auto& document : documents) out += fmt::format("{} {}\n", name, Text(document));
  };
  list("identity", world.identity);
  if (world.boundary) out += "boundary " + Text(*world.boundary) + '\n';
  if (world.session) out += fmt::format("session ({})\n", world.session->size());
  if (world.session) list("session", *world.session);
  if (world.resource_policy) out += "resource " + Text(*world.resource_policy) + '\n';
  const auto levels = [&](std::string_view name, const auto& all) {
    for (size_t i = 0; i < all.size(); ++i) {
      out += fmt::format("{} level {} ({})\n", name, i, all[i].size());
      list(name, all[i]);
    }
  };
  if (world.scp) levels("scp", *world.scp);
  if (world.rcp) levels("rcp", *world.rcp);
  if (world.vpc_endpoint) {
    out += fmt::format("vpce gateway={} {}\n", world.gateway_endpoint, Text(*world.vpc_endpoint));
  }
  for (const reference::Grant& grant : world.grants) out += Text(grant);
  return out;
}

}  // namespace keyward::worlds
