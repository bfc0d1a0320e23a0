#include "cli/request_flags.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "report/json_writer.h"

namespace keyward::cli {
namespace {

// WritePair writes `key=value`; false where it has no key or no `=`.
bool WritePair(std::string_view text, bool lists, report::JsonWriter& json) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  const std::string_view value = text.substr(equals + 1);
  json.Key(text.substr(0, equals));
  if (!lists || !value.starts_with('[') || !value.ends_with(']')) {
    json.String(value);
    return true;
  }
  json.BeginArray();
  std::string_view rest = value.substr(1, value.size() - 2);
  while (!rest.empty()) {
    const size_t comma = rest.find(',');
    json.String(rest.substr(0, comma));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  json.EndArray();
  return true;
}

Result<bool> WritePairs(std::string_view flag, std::string_view member, bool lists,
                        const std::vector<std::string>& pairs, report::JsonWriter& json) {
  if (pairs.empty()) return true;
  json.MemberObject(member);
  for (const std::string& pair : pairs) {
    if (WritePair(pair, lists, json)) continue;
    return Fail(ErrorCode::kInvalidInput, fmt::format("{}: \"{}\" is not key=value", flag, pair),
                {}, {}, lists ? "write key=value, or key=[a,b] for a list" : "write key=value");
  }
  json.EndObject();
  return true;
}

Result<bool> CheckRequired(const RequestFlags& flags) {
  const std::pair<const char*, const std::string*> required[] = {{"--principal", &flags.principal},
                                                                 {"--action", &flags.action},
                                                                 {"--resource", &flags.resource}};
  for (const auto& [name, value] : required) {
    if (!value->empty()) continue;
    return Fail(ErrorCode::kInvalidInput, fmt::format("{} is missing", name), {}, {},
                "a request needs --principal, --action and --resource; or give a --scenario");
  }
  return true;
}

}  // namespace

bool RequestFlags::given() const {
  return !principal.empty() || !action.empty() || !resource.empty() || !context.empty() ||
         !encryption_context.empty() || !unknown.empty();
}

void AddRequestFlags(CLI::App& verb, RequestFlags& flags) {
  const auto add = [&verb](const char* name, auto& value, const char* type, const char* words) {
    verb.add_option(name, value, words)->type_name(type)->group("Request");
  };
  add("--principal", flags.principal, "ARN", "Who asks: a user, role, role session or root ARN");
  add("--action", flags.action, "ACTION", "What is asked: kms:Decrypt");
  add("--resource", flags.resource, "ARN", "On what; * for actions without a resource");
  add("--context", flags.context, "KEY=VALUE", "Context keys; KEY=[a,b] for a list");
  add("--encryption-context", flags.encryption_context, "KEY=VALUE", "The KMS encryption context");
  add("--unknown", flags.unknown, "KEY", "Context keys whose values are left open");
}

Result<std::string> RequestJson(const RequestFlags& flags) {
  if (auto checked = CheckRequired(flags); !checked) {
    return tl::unexpected<Error>(std::move(checked.error()));
  }
  std::string text;
  report::JsonWriter json(text);
  json.BeginObject();
  json.Member("principal", flags.principal);
  json.Member("action", flags.action);
  json.Member("resource", flags.resource);
  auto written = WritePairs("--context", "context", true, flags.context, json);
  if (written) {
    written = WritePairs("--encryption-context", "encryptionContext", false,
                         flags.encryption_context, json);
  }
  if (!written) return tl::unexpected<Error>(std::move(written.error()));
  if (!flags.unknown.empty()) {
    json.MemberArray("unknownContextKeys");
    for (const std::string& key : flags.unknown) json.String(key);
    json.EndArray();
  }
  json.EndObject();
  return text;
}

}  // namespace keyward::cli
