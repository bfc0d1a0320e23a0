// Steps of the operations on aliases (K1.37, K5.90, K5.91).
#pragma once

#include "kms/operations/steps.h"

namespace keyward::kms {

// kMaxAliases: aliases of one key (K5.90).
inline constexpr size_t kMaxAliases = 50;

// AskAlias checks the request's AliasName and adds the operation's action on the alias. It returns
// the alias's record as the name says it. Errors: ParseAliasName's.
Answer<AliasRecord> AskAlias(Work& work);

// AskTarget resolves TargetKeyId and adds the action on that key.
Answer<Subject*> AskTarget(Work& work);

// FindOwnAlias is the alias of that record's name. Errors: NotFoundException.
Answer<StoredAliasPtr> FindOwnAlias(const Work& work, const AliasRecord& alias);

// AskFormer adds the action on the key that an alias points to; null where that key is gone.
Subject* AskFormer(Work& work, const AliasRecord& alias);

}  // namespace keyward::kms
