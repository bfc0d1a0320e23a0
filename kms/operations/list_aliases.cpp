// ListAliases (K5.92, K5.101).
#include <algorithm>

#include "kms/operations/list_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  if (const auto key = work.request.String("KeyId")) {
    const auto subject = ResolveKey(work, *key, IdentifierRule::kKey);
    if (!subject) return tl::unexpected(subject.error());
    if ((*subject)->account != work.call.caller.principal.account) {
      // K1.21: not across accounts, and nobody is told what is there.
      return Refuse(Exception::kNotFoundException, "Key '" + (*subject)->arn + "' does not exist");
    }
  }
  return PrepareService(work);
}

// Found is up to `limit` aliases behind `after`: all, or those of the key that is asked for.
Answer<std::vector<AliasRecord>> Found(const Work& work, std::string_view after, size_t limit) {
  if (work.subjects.empty()) {
    auto all =
        work.keys.ListAliases(work.call.caller.principal.account, work.call.region, after, limit);
    if (!all) return Fault(work, all.error());
    return std::move(*all);
  }
  std::vector<AliasRecord> found;
  const AliasNames& names = *work.subjects.front().entry->aliases;
  for (auto at = std::upper_bound(names.begin(), names.end(), after);
       at != names.end() && found.size() < limit; ++at) {
    const StoredAliasPtr alias = work.keys.FindAlias(AliasArn(work.endpoint(), *at));
    if (alias != nullptr) found.push_back(alias->record);
  }
  return found;
}

Document Entry(const AliasRecord& alias) {
  Document entry;
  entry.Set("AliasName", alias.name);
  entry.Set("AliasArn", alias.Arn());
  entry.Set("TargetKeyId", alias.key_id);
  entry.Set("CreationDate", alias.created);
  entry.Set("LastUpdatedDate", alias.updated);
  return entry;
}

Answer<Document> Run(Work& work) {
  const std::string list = work.subjects.empty() ? PlaceList(work) : work.subjects.front().arn;
  const auto page = ReadPage(work, list);
  if (!page) return tl::unexpected(page.error());
  auto aliases = Found(work, page->after, page->limit + 1);
  if (!aliases) return tl::unexpected(aliases.error());
  const bool more = aliases->size() > page->limit;
  if (more) aliases->pop_back();
  List entries;
  for (const AliasRecord& alias : *aliases) entries.emplace_back(Entry(alias));
  Document answer;
  PutPage(work, list, "Aliases", std::move(entries), more, more ? aliases->back().name : "",
          answer);
  return answer;
}

}  // namespace

extern const OperationCode kListAliasesCode;
const OperationCode kListAliasesCode = {Prepare, Run};

}  // namespace keyward::kms
