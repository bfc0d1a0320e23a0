# Read by ctest. Takes executable, prefix, label and source_dir; adds one test for each case at most
# two levels below the top (the generated cases of a data-driven test stay together).
if(NOT EXISTS ${executable})
  add_test(${prefix} ${executable})
  set_tests_properties(${prefix} PROPERTIES LABELS ${label})
  return()
endif()

execute_process(COMMAND ${executable} --list_content WORKING_DIRECTORY ${source_dir}
  OUTPUT_VARIABLE content ERROR_VARIABLE content RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  # Run it whole: it fails, and says why.
  add_test(${prefix} ${executable})
  set_tests_properties(${prefix} PROPERTIES LABELS ${label} WORKING_DIRECTORY ${source_dir})
  return()
endif()

# A line is indented by four spaces a level; `*` marks what is enabled; `: text` is a description.
string(REGEX MATCHALL "[^\n]+" lines "${content}")
set(suite "")
set(suite_has_cases TRUE)
set(units "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([A-Za-z_][A-Za-z0-9_<>:]*)\\*?(:.*)?$")
    if(NOT suite_has_cases)
      list(APPEND units ${suite})
    endif()
    set(suite ${CMAKE_MATCH_1})
    set(suite_has_cases FALSE)
  elseif(line MATCHES "^    ([A-Za-z_][A-Za-z0-9_<>:]*)(\\*?)(:.*)?$")
    set(suite_has_cases TRUE)
    if(CMAKE_MATCH_2)
      list(APPEND units ${suite}/${CMAKE_MATCH_1})
    endif()
  endif()
endforeach()
if(NOT suite_has_cases)
  list(APPEND units ${suite})
endif()

foreach(unit IN LISTS units)
  add_test(${prefix}/${unit} ${executable} --run_test=${unit} --color_output=no)
  set_tests_properties(${prefix}/${unit} PROPERTIES LABELS ${label} WORKING_DIRECTORY ${source_dir})
endforeach()
