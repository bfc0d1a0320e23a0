#include "kms/operations/list_steps.h"

#include "kms/paging.h"

namespace keyward::kms {

Answer<Page> ReadPage(const Work& work, std::string_view list) {
  const auto limit = PageLimit(work.operation(), work.request);
  if (!limit) return tl::unexpected(limit.error());
  Page page;
  page.limit = static_cast<size_t>(*limit);
  if (const auto marker = work.request.String("Marker")) {
    auto after = ReadMarker(work.operation(), list, *marker);
    if (!after) return tl::unexpected(after.error());
    page.after = std::move(*after);
  }
  return page;
}

void PutPage(const Work& work, std::string_view list, std::string_view member, List entries,
             bool more, std::string_view last, Document& answer) {
  answer.Set(member, std::move(entries));
  answer.Set("Truncated", more);
  if (more) answer.Set("NextMarker", MakeMarker(work.operation(), list, last));
}

std::string PlaceList(const Work& work) {
  return work.call.caller.principal.account + "/" + work.call.region;
}

}  // namespace keyward::kms
