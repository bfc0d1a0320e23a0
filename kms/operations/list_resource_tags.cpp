// ListResourceTags (K5.94, K5.101), in the order in which they were put.
#include <algorithm>

#include "kms/operations/list_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  const auto page = ReadPage(work, subject.arn);
  if (!page) return tl::unexpected(page.error());
  const Tags& tags = subject.record().tags;
  auto at = tags.begin();
  if (!page->after.empty()) {
    at = std::find_if(tags.begin(), tags.end(),
                      [&](const auto& tag) { return tag.first == page->after; });
    if (at != tags.end()) ++at;
  }
  List entries;
  std::string last;
  for (; at != tags.end() && entries.size() < page->limit; ++at) {
    Document entry;
    entry.Set("TagKey", at->first);
    entry.Set("TagValue", at->second);
    entries.emplace_back(std::move(entry));
    last = at->first;
  }
  Document answer;
  PutPage(work, subject.arn, "Tags", std::move(entries), at != tags.end(), last, answer);
  return answer;
}

}  // namespace

extern const OperationCode kListResourceTagsCode;
const OperationCode kListResourceTagsCode = {PrepareKey, Run};

}  // namespace keyward::kms
