// ListKeys (K5.101, K5.102).
#include "kms/operations/list_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const auto page = ReadPage(work, PlaceList(work));
  if (!page) return tl::unexpected(page.error());
  auto keys = work.keys.ListKeys(work.call.caller.principal.account, work.call.region, page->after,
                                 page->limit + 1);
  if (!keys) return Fault(work, keys.error());
  const bool more = keys->size() > page->limit;
  if (more) keys->pop_back();
  List entries;
  for (const KeyRecord& key : *keys) {
    Document entry;
    entry.Set("KeyId", key.key_id);
    entry.Set("KeyArn", key.Arn());
    entries.emplace_back(std::move(entry));
  }
  Document answer;
  PutPage(work, PlaceList(work), "Keys", std::move(entries), more, more ? keys->back().key_id : "",
          answer);
  return answer;
}

}  // namespace

extern const OperationCode kListKeysCode;
const OperationCode kListKeysCode = {PrepareService, Run};

}  // namespace keyward::kms
