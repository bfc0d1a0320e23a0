// Any text as account details and, behind a form feed, as organization.json: no crash; what is read
// answers for every caller that it holds, and what is refused says where.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "evaluator/authorize.h"
#include "evaluator/derive.h"
#include "iam/load.h"

namespace {

using namespace keyward;  // NOLINT(google-build-using-namespace): a fuzz target

void Decide(const iam::Directory& directory, std::string_view arn) {
  const iam::Caller caller = directory.FindCaller(arn).value();
  evaluator::AppliedPolicies policies;
  evaluator::Request request;
  request.action = *evaluator::MakeAction("kms:Decrypt");
  request.resource.arn = "arn:aws:kms:us-east-1:111122223333:key/1";
  request.resource.account = "111122223333";
  Prepare(request.resource);
  caller.Apply(request);
  caller.Apply(policies);
  directory.ApplyResourceAccount(request, policies);
  Derive(request, {});
  evaluator::Workspace workspace;
  evaluator::Decision decision;
  Authorize(policies, request, {}, workspace, decision);
  KEYWARD_CHECK(!decision.internal_error);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const size_t cut = text.find('\f');
  const auto details = Source::Create("details", text.substr(0, cut));
  if (!details) return 0;
  iam::DirectorySources sources{{*details}, nullptr};
  if (cut != std::string::npos) {
    sources.organization =
        Source::Create("organization", text.substr(cut + 1)).value_or(sources.organization);
  }
  const auto directory = ReadDirectory(sources);
  if (!directory) {
    for (const Error& error : directory.error()) KEYWARD_CHECK(error.position.has_value());
    return 0;
  }
  for (const auto& [id, account] : (*directory)->accounts()) {
    for (const auto& [name, user] : account.users) Decide(**directory, user->arn);
    for (const auto& [name, role] : account.roles) {
      Decide(**directory, role->arn);
      KEYWARD_CHECK((*directory)->ArnOf((*directory)->BindPrincipal(role->arn).id) == role->arn);
    }
  }
  return 0;
}
