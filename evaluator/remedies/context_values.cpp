#include <algorithm>

#include "compiler/condition_keys.h"
#include "evaluator/remedies/trial.h"

namespace keyward::evaluator {
namespace {

using compiler::EqualsIgnoringAsciiCase;

constexpr std::string_view kContextPrefix = "kms:EncryptionContext:";
constexpr std::string_view kContextKeys = "kms:EncryptionContextKeys";

bool IsContextPair(std::string_view name) {
  return name.size() > kContextPrefix.size() &&
         EqualsIgnoringAsciiCase(name.substr(0, kContextPrefix.size()), kContextPrefix);
}

std::vector<std::string_view> ValuesOf(const Context& context, const ContextEntry& entry) {
  std::vector<std::string_view> values;
  for (uint32_t i = 0; i < entry.value_count; ++i) {
    values.push_back(context.text(context.value(entry, i)));
  }
  return values;
}

void CopyEntry(const Context& from, const ContextEntry& entry, Context& to) {
  const std::string_view name = from.name(entry);
  if (entry.absent) {
    to.SetAbsent(name);
  } else if (entry.unknown) {
    to.SetUnknown(name);
  } else if (entry.multivalued) {
    to.SetMultivalued(name, ValuesOf(from, entry));
  } else {
    to.SetSingle(name, from.text(from.value(entry, 0)));
  }
}

void SetValues(Context& context, std::string_view key, const std::vector<std::string>& values,
               bool multivalued) {
  if (!multivalued && values.size() == 1) {
    context.SetSingle(key, values.front());
    return;
  }
  const std::vector<std::string_view> views(values.begin(), values.end());
  context.SetMultivalued(key, views);
}

// SetPair changes or adds one pair of the encryption context, its key compared ignoring case.
void SetPair(Pairs& pairs, std::string_view key, const std::string& value) {
  for (auto& [name, old] : pairs) {
    if (EqualsIgnoringAsciiCase(name, key)) {
      name = key;
      old = value;
      return;
    }
  }
  pairs.emplace_back(key, value);
}

// RenamePairs gives the pairs the spelling of `names`.
void RenamePairs(Pairs& pairs, const std::vector<std::string>& names) {
  for (auto& pair : pairs) {
    for (const std::string& name : names) {
      if (EqualsIgnoringAsciiCase(pair.first, name)) pair.first = name;
    }
  }
}

bool IsMultivalued(const Context& context, std::string_view key) {
  const ContextEntry* entry = context.Find(compiler::HashKey(key), key);
  if (entry != nullptr && !entry->unknown && !entry->absent) return entry->multivalued;
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(key);
  return facts != nullptr && facts->multivalued;
}

// RebuildPairs files the encryption context and the list of its keys anew.
void RebuildPairs(const Pairs& pairs, Context& context) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : pairs) {
    context.SetSingle(std::string(kContextPrefix) + name, value);
    names.push_back(name);
  }
  if (!names.empty()) context.SetMultivalued(kContextKeys, names);
}

}  // namespace

void SetContextValues(Request& request, const std::string& key,
                      const std::vector<std::string>& values) {
  const bool pair = IsContextPair(key);
  const bool pairs = pair || EqualsIgnoringAsciiCase(key, kContextKeys);
  const bool multivalued = IsMultivalued(request.context, key);
  Context context;
  for (const ContextEntry& entry : request.context.entries()) {
    const std::string_view name = request.context.name(entry);
    const bool derived = IsContextPair(name) || EqualsIgnoringAsciiCase(name, kContextKeys);
    if (EqualsIgnoringAsciiCase(name, key) || (pairs && derived)) continue;
    CopyEntry(request.context, entry, context);
  }
  if (pair) {
    SetPair(request.encryption_context, key.substr(kContextPrefix.size()), values.front());
  } else if (pairs) {
    RenamePairs(request.encryption_context, values);
  } else {
    SetValues(context, key, values, multivalued || values.size() > 1);
  }
  if (pairs) RebuildPairs(request.encryption_context, context);
  request.context = std::move(context);
}

}  // namespace keyward::evaluator
