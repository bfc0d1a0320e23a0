#include "kms/operations/tag_steps.h"

#include <algorithm>

#include "compiler/values.h"
#include "kms/refusals.h"

namespace keyward::kms {

Answer<void> ReadTags(const Work& work, Tags& tags) {
  const List* list = work.request.Elements("Tags");
  if (list == nullptr) return {};
  for (const Value& element : *list) {
    const auto* tag = element.As<Document>();
    if (tag == nullptr) continue;
    const std::string_view key = tag->String("TagKey").value_or("");
    if (compiler::EqualsIgnoringAsciiCase(key.substr(0, 4), "aws:")) {
      return Refused(ReservedTagPrefix());
    }
    const bool twice = std::any_of(tags.begin(), tags.end(),
                                   [&](const auto& other) { return other.first == key; });
    if (twice) return Refused(DuplicateTagKeys());
    tags.emplace_back(key, tag->String("TagValue").value_or(""));
  }
  return {};
}

}  // namespace keyward::kms
