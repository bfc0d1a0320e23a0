// Deciding: one small policy against one request, and the trace that it leaves.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <utility>

#include "compiler/emit.h"
#include "evaluator/authorize.h"

namespace keyward::evaluator {

using ProgramPtr = std::shared_ptr<const compiler::Program>;

inline const std::string kAlice = "arn:aws:iam::111122223333:user/alice";
inline const std::string kKey =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

// MakeProgram compiles statements, given with ' for " and ` for ', as a stored document.
inline ProgramPtr MakeProgram(std::string statements, compiler::PolicyType type) {
  for (char& c : statements) {
    c = c == '\'' ? '"' : c == '`' ? '\'' : c;
  }
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  auto source = Source::Create("policy.json",
                               R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}");
  BOOST_REQUIRE(source);
  const compiler::Compiled compiled = Compile(*source, type, options);
  const std::string why = compiled.diagnostics.empty() ? "" : compiled.diagnostics[0].message;
  BOOST_REQUIRE_MESSAGE(compiled.program != nullptr, statements << ": " << why);
  return compiled.program;
}

// Caller is the principal of an ARN.
inline Principal Caller(const std::string& arn, const std::string& id = "") {
  auto principal = ReadPrincipal(arn);
  BOOST_REQUIRE_MESSAGE(principal, arn);
  principal->id = id;
  Prepare(*principal);
  return *principal;
}

// Ask is a request for an action on a resource.
inline Request Ask(const Principal& principal, const std::string& action,
                   const std::string& resource, const std::string& account = "111122223333") {
  Request request;
  request.principal = principal;
  auto made = MakeAction(action);
  BOOST_REQUIRE_MESSAGE(made, action);
  request.action = *made;
  request.resource.arn = resource;
  request.resource.account = account;
  Prepare(request.resource);
  return request;
}

inline Decision Decide(const AppliedPolicies& policies, const Request& request,
                       const AuthorizeOptions& options = {}) {
  Workspace workspace;
  Decision decision;
  Authorize(policies, request, options, workspace, decision);
  BOOST_TEST(!decision.internal_error);
  return decision;
}

// DecideAs applies one program as the policy of a kind, and traces every part.
inline Decision DecideAs(const ProgramPtr& program, Step step, const Request& request,
                         AuthorizeOptions options = {}) {
  AppliedPolicies policies;
  if (step == Step::kIdentity) policies.identity = {program.get()};
  if (step == Step::kResource) policies.resource = {program.get()};
  if (step == Step::kVpcEndpoint) policies.vpc_endpoint = {program.get()};
  options.full_trace = true;
  return Decide(policies, request, options);
}

// Traced is a part of a trace as a letter: `-` not looked at, n, u, y.
inline char Traced(unsigned part) { return "-nuy"[part & 3u]; }

}  // namespace keyward::evaluator
