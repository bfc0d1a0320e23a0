// The parts of a decision as JSON members, for both writers of decisions.
#pragma once

#include <string>
#include <vector>

#include "evaluator/explain.h"
#include "evaluator/remedies.h"
#include "report/json_writer.h"

namespace keyward::report {

std::string_view EffectWord(compiler::Effect effect);

// WriteHead writes principal, action, resource, decision, by and allowedBy.
void WriteHead(const evaluator::Request& request, const evaluator::Decision& decision,
               JsonWriter& json);

// WriteStepOutcomes writes `steps` without words.
void WriteStepOutcomes(const evaluator::Decision& decision, JsonWriter& json);

// WriteRange writes start and end: lines and columns from 1, offsets from 0.
void WriteRange(const Location& at, JsonWriter& json);

// WriteStatement writes the members that say which statement is meant and where it stands; `source`
// may be null.
void WriteStatement(const Source* source, std::string_view policy, evaluator::Step step,
                    std::string_view sid, bool has_sid, uint32_t index, Span span,
                    JsonWriter& json);

// WriteMatched writes `matchedStatements`: from an explanation, or straight from the decision.
void WriteMatched(const std::vector<evaluator::StatementStory>& matched, JsonWriter& json);
void WriteMatched(const evaluator::Decision& decision, const evaluator::SourceOf& source_of,
                  JsonWriter& json);

void WriteStrings(std::string_view name, const std::vector<std::string>& strings, JsonWriter& json);
void WriteResidual(const std::vector<evaluator::Residual>& residual, JsonWriter& json);
void WriteRemedies(const std::vector<evaluator::Remedy>& remedies, JsonWriter& json);

}  // namespace keyward::report
