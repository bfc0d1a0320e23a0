// ListKeyPolicies (K5.102): there is one, default.
#include "kms/operations/list_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto page = ReadPage(work, subject.arn); !page) return tl::unexpected(page.error());
  List names;
  names.emplace_back("default");
  Document answer;
  PutPage(work, subject.arn, "PolicyNames", std::move(names), false, "", answer);
  return answer;
}

}  // namespace

extern const OperationCode kListKeyPoliciesCode;
const OperationCode kListKeyPoliciesCode = {PrepareKey, Run};

}  // namespace keyward::kms
