// TagResource (K5.94).
#include <algorithm>

#include "kms/operations/tag_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  Tags tags;
  if (auto read = ReadTags(work, tags); !read) return read;
  return PrepareKey(work);
}

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  Tags tags;
  if (auto read = ReadTags(work, tags); !read) return tl::unexpected(read.error());
  KeyRecord& key = Change(work, subject);
  for (auto& tag : tags) {
    const auto found = std::find_if(key.tags.begin(), key.tags.end(),
                                    [&](const auto& own) { return own.first == tag.first; });
    if (found == key.tags.end()) {
      key.tags.push_back(std::move(tag));
    } else {
      found->second = std::move(tag.second);
    }
  }
  if (key.tags.size() > kMaxTags) {
    return Refuse(Exception::kLimitExceededException, "A KMS key has at most 50 tags.");
  }
  return Document();
}

}  // namespace

extern const OperationCode kTagResourceCode;
const OperationCode kTagResourceCode = {Prepare, Run};

}  // namespace keyward::kms
