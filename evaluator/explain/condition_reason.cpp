#include "evaluator/explain/condition_reason.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/condition_keys.h"
#include "evaluator/explain/condition_words.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

using compiler::Qualifier;
using compiler::Test;

// Story: everything a sentence about one test needs.
struct Story {
  const ConditionWords& words;
  const PredicateTrace& trace;
  Truth truth;
  const Request& request;
  const compiler::Key& key;
  std::string_view name;  // as the statement spells it
  const ContextEntry* entry;
};

// NotCarried says why a request of this action never brings the key; empty where it could.
std::string NotCarried(const Story& story) {
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(story.name);
  if (facts == nullptr || facts->carried_by == compiler::kNoKeys) return {};
  const auto action = story.request.action.kms;
  if (action && (compiler::FactsOf(*action).carries & facts->carried_by) == 0) {
    return fmt::format("; requests for {} never carry it", story.request.action.text);
  }
  return {};
}

std::string MissingSentence(const Story& story) {
  if (story.key.hidden) {
    return fmt::format("{} is never present in a key policy", story.name);
  }
  const std::string missing =
      fmt::format("{} is not in the request{}", story.name, NotCarried(story));
  if (story.truth == Truth::kTrue) {
    return fmt::format("{}, and {} holds for a missing key", missing, story.words.Operator());
  }
  if (story.words.predicate().test == Test::kNull)
    return missing + ", the condition wants it there";
  return missing;
}

std::string UnknownSentence(const Story& story) {
  if (story.entry != nullptr && !story.entry->unknown) {
    return fmt::format("{} depends on a policy variable whose key was left unknown", story.name);
  }
  return fmt::format("{} was left unknown; the condition wants {}", story.name,
                     story.words.Wanted());
}

std::string TypeErrorSentence(const Story& story) {
  const std::string fault = story.words.PolicyFault();
  const std::string what =
      !fault.empty()
          ? fault
          : fmt::format("{} is {}, which is not {}", story.name,
                        ValueWords(story.request.context, *story.entry), story.words.FormWords());
  if (story.truth == Truth::kTrue) return what + "; a Deny then applies (type errors fail closed)";
  return what + ", so the test fails";
}

std::string NullSentence(const Story& story) {
  const std::string value = ValueWords(story.request.context, *story.entry);
  if (story.truth == Truth::kTrue) return fmt::format("{} is {}", story.name, value);
  return fmt::format("{} is {}, the condition wants {}", story.name, value, story.words.Wanted());
}

std::string PresentSentence(const Story& story) {
  const std::string value = ValueWords(story.request.context, *story.entry);
  const bool bare = story.words.predicate().qualifier == Qualifier::kNone;
  if (bare && story.entry->multivalued && story.truth != Truth::kTrue) {
    return fmt::format(
        "{} holds a list, {}; without ForAnyValue: or ForAllValues: the test never "
        "matches a list",
        story.name, value);
  }
  if (story.truth == Truth::kTrue) {
    return fmt::format("{} is {}{}", story.name, value, story.words.Held());
  }
  std::string sentence = fmt::format("{} is {}, {}", story.name, value, story.words.Failed());
  if (story.trace.null_variable != 0) {
    sentence += "; a policy variable in it has no value in this request";
  }
  return sentence + story.words.NearlyEqual(story.request.context, *story.entry);
}

std::string Sentence(const Story& story) {
  if (story.truth == Truth::kUnknown) return UnknownSentence(story);
  if (story.entry == nullptr || story.trace.missing != 0) return MissingSentence(story);
  if (story.entry->unknown) {
    return fmt::format("{} was left unknown, and no value of it would make a difference",
                       story.name);
  }
  if (story.trace.type_error != 0) return TypeErrorSentence(story);
  if (story.words.predicate().test == Test::kNull) return NullSentence(story);
  std::string sentence = PresentSentence(story);
  if (story.entry->next_same != 0) {
    sentence += fmt::format(
        "; the request has {} in spellings that differ in letter case, and all "
        "of them count",
        story.name);
  }
  return sentence;
}

}  // namespace

std::string ValueWords(const Context& context, const ContextEntry& entry) {
  std::string list;
  for (uint32_t i = 0; i < entry.value_count; ++i) {
    if (i > 0) list += ", ";
    list += Quoted(context.text(context.value(entry, i)));
  }
  return entry.multivalued ? fmt::format("[{}]", list) : list;
}

Reason ConditionReason(const Decision& decision, const ProgramTrace& place,
                       const compiler::PredicateUse& use, compiler::Effect effect,
                       const Request& request) {
  const compiler::Program& program = *place.program;
  const compiler::Predicate& predicate = program.predicates()[use.predicate];
  const compiler::Key& key = program.key(predicate.key);
  const PredicateTrace& trace = TraceOf(decision, place, use);
  const ConditionWords words(program, predicate);
  const ContextEntry* entry =
      key.hidden ? nullptr : request.context.Find(key.hash, program.text(key.name));
  const Story story{words, trace, TestTruth(trace, effect), request, key, program.text(use.key),
                    entry};
  Reason reason;
  reason.part = Part::kCondition;
  reason.truth = story.truth;
  reason.key = story.name;
  reason.key_missing = trace.missing != 0;
  reason.span = reason.key_missing ? use.key_span : use.values_span;
  reason.message = Sentence(story);
  return reason;
}

}  // namespace keyward::evaluator
