// Emitting: policies as text, compiled as stored documents, for tests of programs.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>

#include "compiler/emit.h"

namespace keyward::compiler {

using ProgramPtr = std::shared_ptr<const Program>;

// CompileStored compiles what an account may hold, also where it would not be saved today.
inline Compiled CompileStored(const std::string& json, PolicyType type) {
  CheckOptions options;
  options.mode = CheckMode::kStored;
  auto source = Source::Create("policy.json", json);
  BOOST_REQUIRE(source);
  return Compile(*source, type, options);
}

// MakeProgram compiles statements, given with ' for ", under `version`.
inline ProgramPtr MakeProgram(std::string statements, PolicyType type = PolicyType::kIdentity,
                              const std::string& version = "2012-10-17") {
  for (char& c : statements) {
    if (c == '\'') c = '"';
  }
  const Compiled compiled = CompileStored(
      R"({"Version": ")" + version + R"(", "Statement": [)" + statements + "]}", type);
  const std::string why = compiled.diagnostics.empty() ? "" : compiled.diagnostics[0].message;
  BOOST_REQUIRE_MESSAGE(compiled.program != nullptr, statements << ": " << why);
  return compiled.program;
}

// kEveryKind: all kinds of policies.
inline constexpr PolicyType kEveryKind[] = {
    PolicyType::kIdentity,       PolicyType::kPermissionsBoundary, PolicyType::kSession,
    PolicyType::kResource,       PolicyType::kKeyPolicy,           PolicyType::kRoleTrust,
    PolicyType::kServiceControl, PolicyType::kResourceControl,     PolicyType::kVpcEndpoint};

// Who is the principal element that a kind needs, with a comma behind it, or nothing.
inline std::string Who(PolicyType type) { return HasPrincipal(type) ? "'Principal':'*'," : ""; }

// Does wraps an action element into a statement of its own.
inline std::string Does(const std::string& action, const std::string& effect = "Allow") {
  return "{'Effect':'" + effect + "'," + action + ",'Resource':'*'}";
}

// On wraps a resource element.
inline std::string On(const std::string& resource, PolicyType type = PolicyType::kIdentity) {
  return "{'Effect':'Deny'," + Who(type) + "'Action':'s3:GetObject'," + resource + "}";
}

// If wraps a condition block.
inline std::string If(const std::string& condition, const std::string& who = "") {
  return "{'Effect':'Allow'," + who +
         "'Action':'kms:Decrypt','Resource':'*','Condition':" + condition + "}";
}

}  // namespace keyward::compiler
