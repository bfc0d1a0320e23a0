#include "compiler/policy.h"

#include <algorithm>
#include <fmt/core.h>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

std::string SpanText(Span span) { return fmt::format("[{},{})", span.begin, span.end); }

// Quoted writes a string as JSON does, on one line.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string_view TypeName(PrincipalType type) {
  switch (type) {
    case PrincipalType::kEveryone: return "Everyone";
    case PrincipalType::kAws: return "AWS";
    case PrincipalType::kService: return "Service";
    case PrincipalType::kFederated: return "Federated";
    case PrincipalType::kCanonicalUser: break;
  }
  return "CanonicalUser";
}

class Printer {
 public:
  std::string Take() && { return std::move(out_); }

  // Line prints one line, `depth` levels deep.
  template <typename... Args>
  void Line(int depth, fmt::format_string<Args...> format, Args&&... args) {
    out_.append(static_cast<size_t>(depth) * 2, ' ');
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  void Print(const Statement& statement, size_t index) {
    Line(1, "statement {} {}", index, SpanText(statement.span));
    if (statement.sid)
      Line(2, "Sid {} {}", Quoted(statement.sid->value), SpanText(statement.sid->span));
    Line(2, "Effect {} {}", statement.effect == Effect::kAllow ? "Allow" : "Deny",
         SpanText(statement.effect_span));
    Print(statement.principal);
    Print(statement.action, "Action");
    Print(statement.resource, "Resource");
    if (statement.condition_span == Span{}) return;
    Line(2, "Condition {}", SpanText(statement.condition_span));
    for (const ConditionTest& test : statement.conditions) Print(test);
  }

 private:
  void Print(const PrincipalElement& principal) {
    if (!principal.present) return;
    Line(2, "{}Principal {} {}", principal.negated ? "Not" : "", SpanText(principal.name_span),
         SpanText(principal.span));
    for (const PrincipalValue& value : principal.values) {
      Line(3, "{} {} {}", TypeName(value.type), Quoted(value.text.value),
           SpanText(value.text.span));
    }
  }

  void Print(const ListElement& list, std::string_view name) {
    if (!list.present) return;
    Line(2, "{}{} {} {}", list.negated ? "Not" : "", name, SpanText(list.name_span),
         SpanText(list.span));
    for (const Text& value : list.values) {
      Line(3, "{} {}", Quoted(value.value), SpanText(value.span));
    }
  }

  void Print(const ConditionTest& test) {
    Line(3, "{} {}", Spell(test.op), SpanText(test.operator_span));
    Line(4, "{} {} {}", Quoted(test.key.value), SpanText(test.key.span),
         SpanText(test.values_span));
    for (const Text& value : test.values) {
      Line(5, "{} {}", Quoted(value.value), SpanText(value.span));
    }
  }

  std::string out_;
};

void AddMember(std::string& object, std::string_view name, std::string_view value) {
  object += object.empty() ? "" : ",";
  object += fmt::format("{}:{}", Quoted(name), value);
}

// ListText is a JSON list, sorted and without doubles.
std::string ListText(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string out;
  for (const std::string& value : values) {
    out += out.empty() ? "" : ",";
    out += Quoted(value);
  }
  return fmt::format("[{}]", out);
}

std::string ListText(const std::vector<Text>& texts) {
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const Text& text : texts) values.push_back(text.value);
  return ListText(std::move(values));
}

std::string_view KeyOf(PrincipalType type) {
  switch (type) {
    case PrincipalType::kEveryone:
    case PrincipalType::kAws: return "AWS";
    case PrincipalType::kCanonicalUser: return "CanonicalUser";
    case PrincipalType::kFederated: return "Federated";
    case PrincipalType::kService: break;
  }
  return "Service";
}

// PrincipalText: accounts become root ARNs, and everyone is "*" (R1.18).
std::string PrincipalText(const PrincipalElement& principal) {
  std::map<std::string_view, std::vector<std::string>> by_key;
  bool only_everyone = !principal.values.empty();
  for (const PrincipalValue& value : principal.values) {
    const std::string_view key = KeyOf(value.type);
    const bool aws = key == "AWS";
    const bool account = aws && ParseAccount(value.text.value).has_value();
    only_everyone = only_everyone && aws && value.text.value == "*";
    by_key[key].push_back(account ? fmt::format("arn:aws:iam::{}:root", value.text.value)
                                  : value.text.value);
  }
  if (only_everyone) return "\"*\"";
  std::string members;
  for (auto& [key, values] : by_key) AddMember(members, key, ListText(std::move(values)));
  return fmt::format("{{{}}}", members);
}

// ConditionText: operators in AWS's spelling and keys in lower case, both sorted; services compare
// them ignoring letter case (R1.16, R3.3). Keys that differ only in letter case both stay, since both
// are tested (R1.3).
std::string ConditionText(const std::vector<ConditionTest>& tests) {
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> by_operator;
  for (const ConditionTest& test : tests) {
    std::string key = test.key.value;
    std::transform(key.begin(), key.end(), key.begin(), AsciiLower);
    by_operator[Spell(test.op)].emplace_back(std::move(key), ListText(test.values));
  }
  std::string members;
  for (auto& [op, keys] : by_operator) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::string pairs;
    for (const auto& [key, values] : keys) AddMember(pairs, key, values);
    AddMember(members, op, fmt::format("{{{}}}", pairs));
  }
  return fmt::format("{{{}}}", members);
}

std::string StatementText(const Statement& statement) {
  std::string members;
  if (statement.sid) AddMember(members, "Sid", Quoted(statement.sid->value));
  AddMember(members, "Effect", statement.effect == Effect::kAllow ? "\"Allow\"" : "\"Deny\"");
  if (statement.principal.present) {
    AddMember(members, statement.principal.negated ? "NotPrincipal" : "Principal",
              PrincipalText(statement.principal));
  }
  if (statement.action.present) {
    AddMember(members, statement.action.negated ? "NotAction" : "Action",
              ListText(statement.action.values));
  }
  if (statement.resource.present) {
    AddMember(members, statement.resource.negated ? "NotResource" : "Resource",
              ListText(statement.resource.values));
  }
  if (!statement.conditions.empty()) {
    AddMember(members, "Condition", ConditionText(statement.conditions));
  }
  return fmt::format("{{{}}}", members);
}

}  // namespace

std::string Dump(const Policy& policy) {
  Printer printer;
  printer.Line(0, "policy {} {}", PolicyTypeName(policy.type()),
               policy.version() == Version::k2012 ? "2012-10-17" : "2008-10-17");
  if (!policy.name().empty()) printer.Line(1, "name {}", Quoted(policy.name()));
  if (policy.id())
    printer.Line(1, "Id {} {}", Quoted(policy.id()->value), SpanText(policy.id()->span));
  size_t index = 0;
  for (const Statement& statement : policy.statements()) printer.Print(statement, index++);
  return std::move(printer).Take();
}

std::string Canonical(const Policy& policy) {
  std::string members;
  AddMember(members, "Version",
            policy.version() == Version::k2012 ? "\"2012-10-17\"" : "\"2008-10-17\"");
  if (policy.id()) AddMember(members, "Id", Quoted(policy.id()->value));
  std::string statements;
  for (const Statement& statement : policy.statements()) {
    statements += statements.empty() ? "" : ",";
    statements += StatementText(statement);
  }
  AddMember(members, "Statement", fmt::format("[{}]", statements));
  return fmt::format("{{{}}}", members);
}

}  // namespace keyward::compiler
