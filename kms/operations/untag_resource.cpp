// UntagResource (K5.94): keys that are not there are passed over.
#include <algorithm>

#include "kms/operations/tag_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  KeyRecord& key = Change(work, subject);
  for (const Value& name : *work.request.Elements("TagKeys")) {
    std::erase_if(key.tags, [&](const auto& tag) { return tag.first == *name.As<std::string>(); });
  }
  return Document();
}

}  // namespace

extern const OperationCode kUntagResourceCode;
const OperationCode kUntagResourceCode = {PrepareKey, Run};

}  // namespace keyward::kms
